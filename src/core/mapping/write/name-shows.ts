import { visible } from '../../diagnostics/hidden-characters.ts';

/** True where a reviewer reads in the name all that it holds, so that it may stand in a file. */
export function nameShows(name: string): boolean {
  return name !== '' && name.trim() === name && visible(name) === name;
}
