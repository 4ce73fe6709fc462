import type { EntraSettings } from '../core/mapping/mapping.ts';
import type { DirectoryReader } from './directory-read.ts';

/** Which tenant of which cloud. */
export type EntraTarget = Pick<EntraSettings, 'tenantId' | 'cloud'>;

/** Opens Entra ID for a mode that must not write. Nothing is sent before the first question. */
export type ConnectDirectory = (target: EntraTarget) => DirectoryReader;
