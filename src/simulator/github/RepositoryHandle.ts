export * from './repository-handle.ts';
