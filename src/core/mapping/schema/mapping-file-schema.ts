import { accountSets } from './account-set-schema.ts';
import { applications } from './application-schema.ts';
import { assignments } from './assignment-schema.ts';
import { permissionSets } from './permission-set-schema.ts';
import { settings } from './settings-schema.ts';
import { record } from './shape.ts';

/** One mapping file. `settings` is required of the directory, not of each file. */
export const mappingFile = record(
  'a map with settings, accountSets, permissionSets, assignments or applications',
  {
    settings: settings.optional(),
    accountSets: accountSets.optional(),
    permissionSets: permissionSets.optional(),
    assignments: assignments.optional(),
    applications: applications.optional(),
  },
).meta({ description: 'Who may do what in which AWS accounts and applications.' });
