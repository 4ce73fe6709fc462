/** How `import` writes; flags of a command line, never inputs of a job. */
export interface Importing {
  /** Whether mapping files that are there may be overwritten. */
  readonly force: boolean;
  /** Whether accounts are named one by one, where organizational units or tags would say the same. */
  readonly exact: boolean;
  readonly users: boolean;
  /** Path of a Terraform state file to import from; null for what is live. */
  readonly terraformState: string | null;
}

export const importDefaults: Importing = {
  force: false,
  exact: false,
  users: false,
  terraformState: null,
};
