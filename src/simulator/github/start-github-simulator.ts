import { GitHubSimulator } from './github-simulator.ts';
import type { GitHubOptions } from './github-simulator.ts';

export async function startGitHubSimulator(options: GitHubOptions = {}): Promise<GitHubSimulator> {
  const simulator = new GitHubSimulator(options);
  await simulator.listen(options.port ?? 0);
  return simulator;
}
