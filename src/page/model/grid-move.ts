/** A place in a grid; -1 is the header. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** 0 where there is no header column, -1 where there is. */
  readonly firstColumn: 0 | -1;
  /** Rows that a page holds. */
  readonly page: number;
}

export interface Stroke {
  readonly key: string;
  readonly ctrl: boolean;
}

/** Where a key leads, as the grid pattern of ARIA says; null for a key that moves nothing. */
export function gridMove(from: Place, { key, ctrl }: Stroke, size: GridSize): Place | null {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const to = ((): Place | null => {
    switch (key) {
      case 'ArrowUp':
        return { ...from, row: from.row - 1 };
      case 'ArrowDown':
        return { ...from, row: from.row + 1 };
      case 'ArrowLeft':
        return { ...from, column: from.column - 1 };
      case 'ArrowRight':
        return { ...from, column: from.column + 1 };
      case 'Home':
        return ctrl ? { row: 0, column: size.firstColumn } : { ...from, column: size.firstColumn };
      case 'End':
        return ctrl ? last : { ...from, column: last.column };
      case 'PageUp':
        return { ...from, row: Math.max(0, from.row - size.page) };
      case 'PageDown':
        return { ...from, row: from.row + size.page };
      default:
        return null;
    }
  })();
  return to === null ? null : within(to, size);
}

/** The nearest place that exists. */
export function within({ row, column }: Place, size: GridSize): Place {
  return {
    row: Math.max(-1, Math.min(row, size.rows - 1)),
    column: Math.max(size.firstColumn, Math.min(column, size.columns - 1)),
  };
}
