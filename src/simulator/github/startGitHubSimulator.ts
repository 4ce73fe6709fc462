export * from './start-github-simulator.ts';
