/** Which of many equal rows to draw, and where. Pixels. */
export interface VirtualWindow {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  /** Where a row's top is, for any row. */
  readonly topOf: (row: number) => number;
  /** Height of the whole. */
  readonly height: number;
}

export interface Viewport {
  readonly scroll: number;
  readonly size: number;
}

/** Firefox draws nothing beyond 17.9 million pixels; other browsers stop a little later. */
export const HIGHEST = 15_000_000;

/** Beyond `highest` pixels one pixel of scrolling stands for more than one pixel of rows. */
export function virtualWindow(
  count: number,
  rowSize: number,
  { scroll, size }: Viewport,
  margin = 4,
  highest = HIGHEST,
): VirtualWindow {
  const full = count * rowSize;
  const height = Math.min(full, highest);
  const scale = scaleOf(full, height, size);
  const top = Math.max(0, Math.min(scroll, height - size)) * scale;
  const first = Math.max(0, Math.floor(top / rowSize) - margin);
  const end = Math.min(count, Math.ceil((top + size) / rowSize) + margin);
  const shift = scale === 1 ? 0 : Math.max(0, Math.min(scroll, height - size)) - top;
  return { first, end, height, topOf: (row) => row * rowSize + shift };
}

/** How far to scroll so that a row is seen whole; the present place where it is already. */
export function scrollTo(
  row: number,
  count: number,
  rowSize: number,
  { scroll, size }: Viewport,
  highest = HIGHEST,
): number {
  const full = count * rowSize;
  const height = Math.min(full, highest);
  const scale = scaleOf(full, height, size);
  const top = Math.max(0, Math.min(scroll, height - size)) * scale;
  if (row * rowSize < top) return (row * rowSize) / scale;
  if ((row + 1) * rowSize > top + size) return ((row + 1) * rowSize - size) / scale;
  return scroll;
}

function scaleOf(full: number, height: number, size: number): number {
  return full === height || height <= size ? 1 : (full - size) / (height - size);
}
