/** Seconds as ISO 8601, the way AWS writes a session: `PT8H`, `PT1H30M`. */
export function formatDuration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const parts = [
    hours > 0 ? `${hours}H` : '',
    minutes > 0 ? `${minutes}M` : '',
    rest > 0 ? `${rest}S` : '',
  ].join('');
  return `PT${parts === '' ? '0S' : parts}`;
}
