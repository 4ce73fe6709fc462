/** What of people a review may show. `off`: nobody is asked. */
export type PeopleMode = 'names' | 'counts' | 'off';

const fromLeast: readonly PeopleMode[] = ['off', 'counts', 'names'];

/**
 * The least that any of these settings allows, so that a change cannot show more than was allowed before it.
 * Everybody reads a public repository: nobody is named there whatever the settings say.
 */
export function peopleMode(
  settings: readonly PeopleMode[],
  isPublicRepository: boolean,
): PeopleMode {
  const least = fromLeast.find((mode) => settings.includes(mode)) ?? 'off';
  return isPublicRepository && least === 'names' ? 'counts' : least;
}
