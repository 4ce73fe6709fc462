/** Cases of each kind; `FC_RUNS=20000` for more. */
const cases = Number(process.env['FC_RUNS'] ?? 150);

/** How many cases a property of this weight is tried with; each takes at most a tenth of a second. */
export function runs(weight: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(cases * weight) };
}

/** Milliseconds that they may take, on a machine that does other things too. */
export const patience = 30_000 + cases * 100;
