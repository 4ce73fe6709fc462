interface Ending {
  readonly expired: boolean;
}

/** All that files give to somebody and that has not ended, in accounts and to applications. */
export function lastingIn<Grant extends Ending, Assignment extends Ending>({
  grants,
  applications,
}: {
  readonly grants: ReadonlyMap<string, Grant>;
  readonly applications: { readonly assignments: ReadonlyMap<string, Assignment> };
}): readonly (Grant | Assignment)[] {
  return [...grants.values(), ...applications.assignments.values()].filter(
    ({ expired }) => !expired,
  );
}
