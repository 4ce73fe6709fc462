/** A message without what differs from run to run: ids of requests and sessions, times, amounts. */
export function steadyWords(message: string): string {
  return message.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, '#');
}
