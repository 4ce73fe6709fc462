variable "tenant_id" {
  description = "Id of the Entra ID tenant."
  type        = string
}

variable "cloud" {
  description = "As settings.entra.cloud in the mapping files: public, usgov, usgov-dod or china."
  type        = string
  default     = "public"

  validation {
    condition     = contains(["public", "usgov", "usgov-dod", "china"], var.cloud)
    error_message = "Say public, usgov, usgov-dod or china."
  }
}

# --- the enterprise application ---

variable "application_name" {
  description = "What people see in My Apps."
  type        = string
  default     = "AWS IAM Identity Center"
}

variable "aws_issuer_url" {
  description = "IAM Identity Center issuer URL, from the console, character by character."
  type        = string

  validation {
    condition     = can(regex("^https://[a-z0-9.-]+/platform/saml/[A-Za-z0-9-]+$", var.aws_issuer_url))
    error_message = "It looks like https://REGION.signin.aws.amazon.com/platform/saml/ID."
  }
}

variable "aws_acs_urls" {
  description = "Assertion consumer service (ACS) URLs, from the console, the one to use first."
  type        = list(string)

  validation {
    condition = length(var.aws_acs_urls) > 0 && alltrue([
      for url in var.aws_acs_urls : can(regex("^https://[a-z0-9.-]+/platform/saml/acs/[A-Za-z0-9-]+$", url))
    ])
    error_message = "Each looks like https://REGION.signin.aws.amazon.com/platform/saml/acs/ID."
  }
}

variable "aws_sign_on_url" {
  description = "Address of the AWS access portal; null for sign-in that starts in Entra ID alone."
  type        = string
  default     = null
}

variable "notify" {
  description = "Mail addresses that are told before the signing certificate ends."
  type        = list(string)
  default     = []
}

# --- what the workflow signs in as ---

variable "repository" {
  description = "OWNER/NAME as GitHub writes it."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]+/[A-Za-z0-9._-]+$", var.repository))
    error_message = "Write OWNER/NAME."
  }
}

variable "owner_id" {
  description = "Number of the owner: gh api repos/OWNER/NAME --jq .owner.id"
  type        = number
}

variable "repository_id" {
  description = "Number of the repository: gh api repos/OWNER/NAME --jq .id"
  type        = number
}

variable "subjects" {
  description = "Which of GitHub's two forms of subjects to trust: ids, names or both."
  type        = string
  default     = "both"

  validation {
    condition     = contains(["ids", "names", "both"], var.subjects)
    error_message = "Say ids, names or both."
  }
}

variable "issuer" {
  description = "Who signs the tokens of jobs. GHE.com has an issuer of its own."
  type        = string
  default     = "https://token.actions.githubusercontent.com"
}

variable "branch" {
  description = "Default branch."
  type        = string
  default     = "main"
}

variable "environments" {
  description = "GitHub environments of the jobs that apply."
  type        = list(string)
  default     = ["aws-access", "aws-access-approval"]
}

variable "plan_name" {
  description = "App registration that plans, looks for drift and runs the doctor."
  type        = string
  default     = "aws-access-plan"
}

variable "apply_name" {
  description = "App registration that applies."
  type        = string
  default     = "aws-access-apply"
}

variable "group_sync" {
  description = "As settings.entra.groupSync in the mapping files: check or manage."
  type        = string
  default     = "manage"

  validation {
    condition     = contains(["check", "manage"], var.group_sync)
    error_message = "Say check or manage."
  }
}

variable "assign_with" {
  description = <<-END
    With group_sync manage. role: a custom role on the one application; it takes Entra ID P1.
    permission: AppRoleAssignment.ReadWrite.All, which can grant anything to itself.
  END
  type        = string
  default     = "role"

  validation {
    condition     = contains(["role", "permission"], var.assign_with)
    error_message = "Say role or permission."
  }
}

variable "review_names" {
  description = "Let the plan identity read users, so that reviews name who gains and loses access."
  type        = bool
  default     = false
}

variable "doctor_reads" {
  description = "Let the plan identity read what else the doctor looks at."
  type        = bool
  default     = false
}

variable "deleted_groups" {
  description = "Let both tell a deleted group from one that never was, by Group.Read.All."
  type        = bool
  default     = false
}
