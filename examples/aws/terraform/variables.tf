# --- GitHub ---

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

variable "branch" {
  description = "Default branch."
  type        = string
  default     = "main"

  validation {
    condition     = can(regex("^[A-Za-z0-9._/-]+$", var.branch))
    error_message = "Name one branch."
  }
}

variable "create_identity_provider" {
  description = "False if this account already has token.actions.githubusercontent.com as an identity provider."
  type        = bool
  default     = true
}

# --- workflows ---

variable "plan_trust" {
  description = <<-END
    Which jobs may read. any-branch: jobs without an environment, of pull requests, the default branch and its
    merge queue. environment: jobs of the environment aws-access-plan. default-branch: jobs of that environment
    whose workflow is the default branch's own file (pull_request_target), so no pushed branch.
  END
  type        = string
  default     = "any-branch"

  validation {
    condition     = contains(["any-branch", "environment", "default-branch"], var.plan_trust)
    error_message = "Say any-branch, environment or default-branch."
  }
}

variable "plan_workflow" {
  description = "File in .github/workflows with the jobs that plan and look for drift; may have a * (access-*.yml)."
  type        = string
  default     = "access.yml"

  validation {
    condition     = can(regex("^[A-Za-z0-9._*-]+\\.ya?ml$", var.plan_workflow))
    error_message = "Name a file of .github/workflows."
  }
}

variable "apply_workflow" {
  description = "File in .github/workflows with the jobs that apply."
  type        = string
  default     = "access.yml"

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]+\\.ya?ml$", var.apply_workflow))
    error_message = "Name one file of .github/workflows."
  }
}

# --- IAM Identity Center ---

variable "instance_id" {
  description = "The last part of the Identity Center instance ARN (ssoins-...)."
  type        = string

  validation {
    condition     = can(regex("^(sso)?ins-[a-zA-Z0-9.-]{16}$", var.instance_id))
    error_message = "It looks like ssoins-0123456789abcdef."
  }
}

variable "ownership_tag" {
  description = "The value of settings.manage.owner in the mapping files."
  type        = string
  default     = "platform"

  validation {
    condition     = can(regex("^[A-Za-z0-9 _.:/=+@-]+$", var.ownership_tag))
    error_message = "AWS takes letters, digits, spaces and _.:/=+-@ in tags."
  }
}

variable "management_account_id" {
  description = "The organization's management account, in which apply grants and revokes nothing."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.management_account_id))
    error_message = "Write its 12 digits."
  }
}

# --- what apply may do besides ---

variable "adoption" {
  description = <<-END
    True while the files declare permission sets that exist without an owner. Apply may then put the ownership
    tag on any set that has none, and so make it its own.
  END
  type        = bool
  default     = false
}

variable "access_control_attributes" {
  description = <<-END
    True if settings.accessControlAttributes is in the files. They belong to the whole instance, so no ownership
    tag limits this.
  END
  type        = bool
  default     = false
}

variable "applications" {
  description = <<-END
    True if the files say who is assigned to applications. Applications carry no ownership tag, so apply may then
    assign anybody to any application of the instance.
  END
  type        = bool
  default     = false
}

variable "management_account_access" {
  description = <<-END
    True to let apply grant access in the management account itself. It works only in that account, and lets the
    role write the roles that Identity Center keeps in it.
  END
  type        = bool
  default     = false
}
