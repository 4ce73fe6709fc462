/** What opens Microsoft Graph. */
export interface AccessToken {
  readonly token: string;
  /** What it allows, as it says itself; null where it cannot be read. */
  readonly permissions: readonly string[] | null;
  /** Of a person who signed in with Azure CLI, whose own permissions nobody can add to. */
  readonly isPersonal: boolean;
}

export interface AccessTokens {
  /** The same one until shortly before its end. Rejects with PortError. */
  get(signal?: AbortSignal): Promise<AccessToken>;
  /** Graph did not accept it: the next `get` asks for another. */
  discard(token: AccessToken): void;
}
