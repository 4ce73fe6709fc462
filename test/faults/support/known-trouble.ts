/** Cases that show a mistake of the program which is not mended yet, by name; empty where all is well. */
const patterns: readonly RegExp[] = [
  // A failed assignment whose end is unknown is told as "as it was before".
  /(?:AccountAssignment|ProvisionPermissionSet) ends late$/,
  // What AWS reported as done, and no read could show, is told as failed by the read.
  /ListAccountAssignments .*(?:for long|is denied)$/,
  /DescribeInstanceAccessControlAttributeConfiguration .*(?:for long|is denied)$/,
  /GetPermissionsBoundaryForPermissionSet answers nonsense for long$/,
  // AWS's word that an assignment was gone already is believed without a look.
  /DeleteAccountAssignment fails later: .*EntitlementItem/,
];

/** `name` begins with the story. */
export function isKnownTrouble(name: string): boolean {
  return (
    patterns.some((pattern) => pattern.test(name)) && !wellSo.some((pattern) => pattern.test(name))
  );
}

/** What the patterns cover too, and is well. */
const wellSo: readonly RegExp[] = [
  /^turning attributes on: .*is denied$/,
  /^turning attributes off: .*answers nonsense for long$/,
  /^taking over.*GetPermissionsBoundary/,
];
