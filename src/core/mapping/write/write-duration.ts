/** Seconds as a person writes them: `8h`, `90m`, `1h30m`; ISO 8601 where there are odd seconds. */
export function writeDuration(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (seconds % 60 !== 0) return `PT${seconds}S`;
  if (minutes === 0) return `${hours}h`;
  return hours === 0 ? `${minutes}m` : `${hours}h${minutes}m`;
}
