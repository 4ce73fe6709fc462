export type * from './workflow-event.ts';
