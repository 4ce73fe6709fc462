/** What one config directory may hold. Far above any real one; there so that a hostile one costs little. */
export const limits = {
  /** Bytes of one mapping or policy file. */
  fileBytes: 1024 * 1024,
  /** Mapping files of a config directory and its includes together. */
  files: 2_000,
  /** Bytes of all mapping files together. */
  totalBytes: 16 * 1024 * 1024,
  /** Levels of nesting in one file. */
  depth: 40,
  /** Values that aliases may add to one file. */
  aliasedValues: 10_000,
} as const;

/** What AWS allows a permission set, and an instance in its attributes for access control. */
export const awsLimits = {
  name: 32,
  description: 700,
  relayState: 240,
  shortestSession: 3_600,
  longestSession: 43_200,
  policies: 20,
  /** IAM's default quota of managed policies per role, which an account can have raised. */
  policiesByDefault: 10,
  inlinePolicyCharacters: 32_768,
  inlinePolicyBytes: 10_240,
  tags: 50,
  tagKey: 128,
  tagValue: 256,
  attributes: 50,
  attributeKey: 128,
  attributeSource: 256,
} as const;
