import type { Application, ApplicationAssignment } from '../core/model/application.ts';
import type { InstanceArn } from '../core/model/ids.ts';

/**
 * Reading applications of IAM Identity Center: calls of sso-admin, from the same 20 requests a second.
 * Each method follows every page, retries within a bound and rejects with PortError.
 */
export interface ApplicationReader {
  /**
   * ListApplications, at most 50 a page, AWS's own applications included; sorted by ARN. AWS asks member
   * accounts to filter by their own account; whether that holds for a delegated administrator is not
   * documented, and nothing is filtered here: a list that lacks some would resolve a name wrongly.
   */
  listApplications(instance: InstanceArn): Promise<readonly Application[]>;
  /**
   * ListApplicationAssignments, 100 a page, users and groups alike; sorted by type and id. Null where
   * there is no such application.
   */
  listApplicationAssignments(
    applicationArn: string,
  ): Promise<readonly ApplicationAssignment[] | null>;
  /**
   * GetApplicationAssignmentConfiguration: false where everybody of the directory may use the
   * application whatever is assigned. Null where AWS does not say: it refuses the question for some
   * applications (AWS Client VPN was seen to), and knows no application of that ARN.
   */
  assignmentRequired(applicationArn: string): Promise<boolean | null>;
}
