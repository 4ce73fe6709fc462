/** The same for the same accounts, in whatever order. */
export function keyOf(accounts: readonly { readonly id: string }[]): string {
  return accounts
    .map(({ id }) => id)
    .toSorted()
    .join(' ');
}
