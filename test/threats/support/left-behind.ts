import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionResult } from '../../../src/simulator/runner/read-result.ts';
import type { Place } from '../../action/place.ts';

/** A job whose every line is kept as the process wrote it, before the runner masks any. */
export class Listener {
  readonly lines: string[] = [];
  readonly cancelWhen = (line: string): boolean => {
    this.lines.push(line);
    return false;
  };

  /** Without the requests to mask, which name what they are about. */
  text(): string {
    return this.lines.filter((line) => !line.startsWith('::add-mask::')).join('\n');
  }
}

/** Everything that a run left where somebody may read it, by where that is. */
export function leftBehind(
  place: Place,
  run: ActionResult,
  listener: Listener,
): readonly (readonly [string, string])[] {
  const files = readdirSync(run.temp, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'event.json')
    .map((entry) => join(entry.parentPath, entry.name));
  const { threads } = place.repository.state;
  return [
    ['log', listener.text()],
    ...files.map((path) => [path.slice(run.temp.length), readFileSync(path, 'utf8')] as const),
    ...[...threads.keys()].flatMap((number) =>
      place.repository.comments(number).map(({ body }) => [`comment on #${number}`, body] as const),
    ),
    ...place.repository
      .statuses(place.repository.tip())
      .map(({ description, targetUrl }) => ['status', `${description} ${targetUrl}`] as const),
  ];
}
