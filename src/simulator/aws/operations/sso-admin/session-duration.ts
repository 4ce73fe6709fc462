import { validation } from '../../aws-error.ts';

const units = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** The model takes any ISO 8601 duration; the service takes one to twelve hours. */
export function requireSessionDuration(text: string): void {
  const [days, hours, minutes, seconds] = (units.exec(text) ?? [])
    .slice(1)
    .map((part) => Number(part || 0));
  const total =
    days === undefined || hours === undefined || minutes === undefined || seconds === undefined
      ? undefined
      : ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  if (total === undefined || total < 3600 || total > 12 * 3600) {
    throw validation(`Session duration ${text} must be between PT1H and PT12H.`);
  }
}
