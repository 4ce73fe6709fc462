/** What `--help` prints. */
export const usage = `Usage: identity-center-reconciler <mode> [options]

Modes
  plan        show what would change in IAM Identity Center
  validate    check the mapping files, without any credentials
  apply       do what is approved
  drift       show what differs from the files without their doing
  doctor      check how AWS and Entra ID are set up, without changing anything

Options
  --config <directory>   the mapping files, from the repository's root (access)
  --base <git ref>       what the change is compared with
  --head <git ref>       the commit to read the mapping files from
  --read auto|complete   read what the question needs (auto), or every assignment
  --json                 print the plan, or what the doctor found, as JSON
  --exit-code            exit with 2 when there are changes
  -h, --help             print this

Exit status: 0 clean, 2 changes (with --exit-code), 1 error.
`;
