const iso = /^P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.0+)?S)?)?$/;
const short = /^(?:(\d{1,9})h)?(?:(\d{1,9})m)?$/;

/** Seconds of `8h`, `1h30m`, `90m` or an ISO 8601 duration without months (`PT8H`); null for anything else. */
export function parseDuration(text: string): number | null {
  const long = iso.exec(text);
  if (long !== null && /\d/.test(text) && !text.endsWith('T')) {
    return seconds(long[1], long[2], long[3], long[4]);
  }
  const brief = short.exec(text);
  return brief === null || text === '' ? null : seconds(undefined, brief[1], brief[2], undefined);
}

function seconds(
  days: string | undefined,
  hours: string | undefined,
  minutes: string | undefined,
  rest: string | undefined,
): number {
  const of = (digits: string | undefined): number => Number(digits ?? 0);
  return of(days) * 86_400 + of(hours) * 3_600 + of(minutes) * 60 + of(rest);
}
