export * from './github-simulator.ts';
