import type { Application } from '../../model/application.ts';
import { parseApplication } from '../parse-application.ts';
import { nameShows } from './name-shows.ts';
import { plainWord, type Word } from './word.ts';

/** The reference that means exactly this application, among these. */
export type ApplicationWord = (application: Pick<Application, 'arn' | 'name'>) => Word;

/** By name where it is one application's alone and reads as what it is, else by ARN with the name beside it. */
export function createApplicationWord(applications: readonly Application[]): ApplicationWord {
  const bearers = Map.groupBy(applications, ({ name }) => name.normalize('NFC'));
  return ({ arn, name }) => {
    const parsed = parseApplication(name);
    const isPlain = nameShows(name) && 'application' in parsed && parsed.application.by === 'name';
    return isPlain && bearers.get(name.normalize('NFC'))?.length === 1
      ? plainWord(name)
      : { text: arn, comment: name };
  };
}
