/** What real GitHub does sometimes, or at a size no test wants to reach. All may be changed while it runs. */
export interface Settings {
  /** Requests that do not match GitHub's description are refused, not only recorded. */
  strict: boolean;
  /** GitHub says 65,536 characters and has been seen to take up to 262,144 bytes; both are enforced here. */
  commentCharacters: number;
  titleCharacters: number;
  commentBytes: number;
  /** A tree listed recursively with more entries than this comes back cut, `truncated: true`. */
  treeEntries: number;
  /** How often the pull requests of a commit are asked for after its merge before they are there. */
  associatedPullsLag: number;
  /** How often a pull request is read after a change before `mergeable` is known. */
  mergeableLag: number;
  /** When refs/pull/N/merge follows a moved base: at once, or as on GitHub when somebody next reads the pull request. */
  testMerge: 'eager' | 'on-read';
  /** "Allow GitHub Actions to create and approve pull requests", in the repository's settings. */
  actionsMayOpenPullRequests: boolean;
  /** Requests of one token in one hour, as GITHUB_TOKEN has them. */
  hourlyRequests: number;
  /** Comments, issues and the like that one token may write in a minute before it is told to wait. */
  contentWritesPerMinute: number;
}

export const defaultSettings: Settings = {
  strict: true,
  commentCharacters: 65_536,
  titleCharacters: 256,
  commentBytes: 262_144,
  treeEntries: 100_000,
  associatedPullsLag: 0,
  mergeableLag: 0,
  testMerge: 'eager',
  actionsMayOpenPullRequests: true,
  hourlyRequests: 1000,
  contentWritesPerMinute: 80,
};
