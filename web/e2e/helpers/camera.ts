import { closeSync, openSync, writeSync } from "node:fs";
import { encode } from "uqr";

const side = 480; // pixels of the picture, which is square
const rate = 5; // pictures a second
const border = 6; // modules of white around the code

/**
 * Writes the film that a camera sees before which somebody holds up a code for two seconds and takes it away for four, again and again. The
 * form is YUV4MPEG2, which Chromium takes for its camera's picture (--use-file-for-fake-video-capture).
 */
export function film(path: string, code: string): void {
  const file = openSync(path, "w");
  writeSync(file, `YUV4MPEG2 W${side} H${side} F${rate}:1 Ip A1:1 C420jpeg\n`);
  const shoot = (luma: Buffer, seconds: number) => {
    for (let shot = 0; shot < seconds * rate; shot++) {
      writeSync(file, "FRAME\n");
      writeSync(file, luma);
      writeSync(file, Buffer.alloc((side * side) / 2, 128)); // without colour
    }
  };
  shoot(nothing(), 4);
  shoot(picture(code), 2);
  closeSync(file);
}

const nothing = () => Buffer.alloc(side * side, 90); // grey

/** A code's brightness, pixel by pixel, in the middle of a grey picture: as large as its whole modules go into two thirds of it. */
function picture(code: string): Buffer {
  const { data, size } = encode(code, { ecc: "M", border });
  const module = Math.floor((side * 2) / 3 / size);
  const begin = Math.floor((side - module * size) / 2);
  const luma = nothing();
  for (const [y, row] of data.entries())
    for (const [x, dark] of row.entries())
      for (let line = 0; line < module; line++) {
        const at = (begin + y * module + line) * side + begin + x * module;
        luma.fill(dark ? 16 : 235, at, at + module);
      }
  return luma;
}
