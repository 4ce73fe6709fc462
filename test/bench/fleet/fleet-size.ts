/** How large an organization is. */
export interface FleetSize {
  /** With the management account. */
  readonly accounts: number;
  readonly permissionSets: number;
  readonly groups: number;
  readonly assignments: number;
}

export const fleetSizes = {
  small: { accounts: 10, permissionSets: 8, groups: 15, assignments: 60 },
  medium: { accounts: 200, permissionSets: 40, groups: 250, assignments: 3000 },
  large: { accounts: 2000, permissionSets: 150, groups: 1500, assignments: 25_000 },
} as const satisfies Record<string, FleetSize>;

export type FleetName = keyof typeof fleetSizes;
