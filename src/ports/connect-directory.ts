import type { EntraSettings } from '../core/mapping/mapping.ts';
import type { DirectoryReader } from './directory-read.ts';
import type { DirectoryPeopleReader } from './people-read.ts';

/** Which tenant of which cloud. */
export type EntraTarget = Pick<EntraSettings, 'tenantId' | 'cloud'>;

/** Opens Entra ID for a mode that must not write. Nothing is sent before the first question. */
export type ConnectDirectory = (target: EntraTarget) => DirectoryReader;

/** The same tenant by the same sign-in, to read who is in groups. */
export type ConnectDirectoryPeople = (target: EntraTarget) => DirectoryPeopleReader;
