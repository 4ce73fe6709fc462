/** How the bench writes numbers. */
export function number(value: number): string {
  return value.toLocaleString('en');
}

export function ratio(value: number): string {
  return value.toFixed(2);
}

export function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

export function seconds(value: number, digits = 1): string {
  return `${value.toFixed(digits)} s`;
}

export function mebibytes(value: number): string {
  return `${value.toFixed(0)} MiB`;
}
