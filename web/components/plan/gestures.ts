import { type Camera, type Size, zoomAt } from "./model/camera";

export type Handlers = {
  camera(): Camera;
  size(): Size;
  move(camera: Camera): void;
  tap(x: number, y: number): void;
  doubleTap(x: number, y: number): void;
  hover(x: number, y: number): void;
  leave(): void;
  /** Where a drag of one pointer draws a frame in the place of moving the plan. */
  frame?: {
    wanted(): boolean;
    draw(from: [number, number], to: [number, number]): void;
    done(from: [number, number], to: [number, number]): void;
    drop(): void;
  };
};

const slack = 8; // pixels that a finger may slip within a tap

/** Mouse, pen and fingers on the picture: drag moves, two fingers and the wheel zoom, a tap that did not slip is a tap. */
export function listen(picture: HTMLElement, on: Handlers): () => void {
  const fingers = new Map<number, [number, number]>();
  let slipped = false;
  let framing = false;
  let start: [number, number] = [0, 0];

  const at = (event: MouseEvent): [number, number] => {
    const box = picture.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return a && b ? { apart: Math.hypot(a[0] - b[0], a[1] - b[1]), x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2 } : null;
  };
  const pan = (dx: number, dy: number, camera = on.camera()): Camera => ({
    ...camera,
    x: camera.x - dx / camera.scale,
    y: camera.y - dy / camera.scale,
  });

  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    picture.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    slipped = fingers.size > 1;
    if (fingers.size === 1) start = at(event);
    if (fingers.size === 1) framing = on.frame?.wanted() ?? false;
  };
  const moved = (event: PointerEvent) => {
    const now = at(event);
    const before = fingers.get(event.pointerId);
    if (!before) return on.hover(...now);
    const pinch = spread();
    fingers.set(event.pointerId, now);
    if (pinch) {
      if (framing) on.frame?.drop(); // a second finger came: the plan is moved after all
      framing = false;
      const next = spread();
      if (!next || pinch.apart === 0) return;
      const camera = pan(next.x - pinch.x, next.y - pinch.y);
      on.move(zoomAt(camera, on.size(), next.x, next.y, (camera.scale * next.apart) / pinch.apart));
      return;
    }
    if (!slipped && Math.hypot(now[0] - start[0], now[1] - start[1]) < slack) return;
    slipped = true;
    if (framing) return on.frame?.draw(start, now);
    on.move(pan(now[0] - before[0], now[1] - before[1]));
  };
  const up = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId) || fingers.size > 0) return;
    if (framing && slipped) event.type === "pointerup" ? on.frame?.done(start, at(event)) : on.frame?.drop();
    else if (!slipped && event.type === "pointerup") on.tap(...at(event));
  };
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    const camera = on.camera();
    on.move(zoomAt(camera, on.size(), ...at(event), camera.scale * Math.exp(-event.deltaY * lines * 0.002)));
  };
  const double = (event: MouseEvent) => on.doubleTap(...at(event));

  picture.addEventListener("pointerdown", down);
  picture.addEventListener("pointermove", moved);
  picture.addEventListener("pointerup", up);
  picture.addEventListener("pointercancel", up);
  picture.addEventListener("pointerleave", on.leave);
  picture.addEventListener("wheel", wheel, { passive: false });
  picture.addEventListener("dblclick", double);
  return () => {
    picture.removeEventListener("pointerdown", down);
    picture.removeEventListener("pointermove", moved);
    picture.removeEventListener("pointerup", up);
    picture.removeEventListener("pointercancel", up);
    picture.removeEventListener("pointerleave", on.leave);
    picture.removeEventListener("wheel", wheel);
    picture.removeEventListener("dblclick", double);
  };
}
