export const never = '0001-01-01T00:00:00Z';

export function graphTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
