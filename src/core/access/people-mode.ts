/** What of people a review may show. `off`: nobody is asked. */
export type PeopleMode = 'names' | 'counts' | 'off';

/** Everybody reads a public repository, so that nobody is named there whatever the settings say. */
export function peopleMode(setting: PeopleMode, isPublicRepository: boolean): PeopleMode {
  return isPublicRepository && setting === 'names' ? 'counts' : setting;
}
