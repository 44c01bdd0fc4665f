/** A view: which part of the map is on the screen, and how large. The camera never turns. */

/** Map units to pixels of the container: `px = x * scale + offsetX`, `py = offsetY - y * scale`. */
export interface View {
  width: number;
  height: number;
  scale: number;
  offsetX: number;
  offsetY: number;
  ratio: number;
}

export function screenX(view: View, x: number): number {
  return x * view.scale + view.offsetX;
}

export function screenY(view: View, y: number): number {
  return view.offsetY - y * view.scale;
}
