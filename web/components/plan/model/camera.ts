/** What part of the plan is in sight: the plan's point at the middle of the canvas, and pixels per step. */
export type Camera = { x: number; y: number; scale: number };
export type Size = { width: number; height: number };
export type Bounds = readonly [left: number, top: number, right: number, bottom: number];

/** All of the bounds, with a margin. */
export function framing(bounds: Bounds, size: Size, margin = 24): Camera {
  const [left, top, right, bottom] = bounds;
  const across = Math.max(1, size.width - 2 * margin) / Math.max(1, right - left);
  const down = Math.max(1, size.height - 2 * margin) / Math.max(1, bottom - top);
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: Math.min(across, down) };
}

export function toScreen(camera: Camera, size: Size, x: number, y: number): [number, number] {
  return [(x - camera.x) * camera.scale + size.width / 2, (y - camera.y) * camera.scale + size.height / 2];
}

export function toPlan(camera: Camera, size: Size, x: number, y: number): [number, number] {
  return [(x - size.width / 2) / camera.scale + camera.x, (y - size.height / 2) / camera.scale + camera.y];
}

/** Zooms so that the point under (x, y) of the canvas stays where it is. */
export function zoomAt(camera: Camera, size: Size, x: number, y: number, scale: number): Camera {
  const [px, py] = toPlan(camera, size, x, y);
  return { x: px - (x - size.width / 2) / scale, y: py - (y - size.height / 2) / scale, scale };
}

/** Keeps the camera within the plan and between seeing all of it and seats of a thumb's size. */
export function clamp(camera: Camera, bounds: Bounds, size: Size, pitch: number): Camera {
  const least = framing(bounds, size).scale;
  const most = Math.max(least, 64 / pitch);
  const scale = Math.min(most, Math.max(least, camera.scale));
  const axis = (at: number, low: number, high: number, room: number) => {
    const half = room / 2 / scale;
    const middle = (low + high) / 2;
    return high - low <= 2 * half ? middle : Math.min(high, Math.max(low, at));
  };
  return {
    x: axis(camera.x, bounds[0], bounds[2], size.width),
    y: axis(camera.y, bounds[1], bounds[3], size.height),
    scale,
  };
}
