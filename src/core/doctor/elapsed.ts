import { amount } from './amount.ts';

const dayMilliseconds = 86_400_000;

/** Whole days from one instant to another; negative where it has passed. */
export function daysUntil(now: string, instant: string): number {
  return Math.floor((Date.parse(instant) - Date.parse(now)) / dayMilliseconds);
}

export function secondsSince(now: string, instant: string): number {
  return Math.max(0, Math.round((Date.parse(now) - Date.parse(instant)) / 1000));
}

/** `40 minutes`, `3 hours`, `2 days`. */
export function elapsedWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return amount(minutes, 'minute');
  const hours = Math.round(seconds / 3600);
  return hours < 48 ? amount(hours, 'hour') : amount(Math.floor(seconds / 86_400), 'day');
}

export function day(instant: string): string {
  return instant.slice(0, 10);
}
