locals {
  clouds = {
    public = {
      environment = "global"
      authority   = "https://login.microsoftonline.com"
      graph       = "https://graph.microsoft.com"
      audience    = "api://AzureADTokenExchange"
    }
    usgov = {
      environment = "usgovernmentl4"
      authority   = "https://login.microsoftonline.us"
      graph       = "https://graph.microsoft.us"
      audience    = "api://AzureADTokenExchangeUSGov"
    }
    usgov-dod = {
      environment = "usgovernmentl5"
      authority   = "https://login.microsoftonline.us"
      graph       = "https://dod-graph.microsoft.us"
      audience    = "api://AzureADTokenExchangeUSGov"
    }
    china = {
      environment = "china"
      authority   = "https://login.chinacloudapi.cn"
      graph       = "https://microsoftgraph.chinacloudapi.cn"
      audience    = "api://AzureADTokenExchangeChina"
    }
  }

  # Repositories made, renamed or transferred since July 2026 send their numbers too.
  owner = split("/", var.repository)[0]
  name  = split("/", var.repository)[1]
  forms = {
    names = "repo:${var.repository}"
    ids   = "repo:${local.owner}@${var.owner_id}/${local.name}@${var.repository_id}"
  }
  trusted_forms = { for form, prefix in local.forms : form => prefix if contains([form, "both"], var.subjects) }

  # What comes behind the repository in a subject, by identity.
  contexts = {
    plan = {
      plan-pull-request = "pull_request"
      plan-branch       = "ref:refs/heads/${var.branch}"
    }
    apply = { for environment in var.environments : "apply-${environment}" => "environment:${environment}" }
  }
  credentials = merge([
    for identity, contexts in local.contexts : merge([
      for context, rest in contexts : {
        for form, prefix in local.trusted_forms : "${context}-${form}" => {
          identity = identity
          subject  = "${prefix}:${rest}"
        }
      }
    ]...)
  ]...)

  manages          = var.group_sync == "manage"
  with_role        = local.manages && var.assign_with == "role"
  plan_permissions = ["GroupMember.Read.All", "Application.Read.All", "Synchronization.Read.All"]
  # Instead of those: the last one reads as well.
  manage_permissions = ["GroupMember.Read.All", "Application.Read.All", "Synchronization.ReadWrite.All"]
  deleted            = var.deleted_groups ? ["Group.Read.All"] : []
  permissions = {
    plan = concat(
      local.plan_permissions,
      local.deleted,
      var.review_names || var.doctor_reads ? ["User.Read.All"] : [],
      var.doctor_reads ? [
        "Policy.Read.All",
        "AuditLog.Read.All",
        "LicenseAssignment.Read.All",
      ] : [],
    )
    apply = concat(
      local.manages ? local.manage_permissions : local.plan_permissions,
      local.deleted,
      local.manages && !local.with_role ? ["AppRoleAssignment.ReadWrite.All"] : [],
    )
  }
  grants = merge([
    for identity, names in local.permissions : {
      for name in names : "${identity} ${name}" => { identity = identity, permission = name }
    }
  ]...)
}

resource "azuread_application_registration" "identity" {
  for_each = { plan = var.plan_name, apply = var.apply_name }

  display_name     = each.value
  sign_in_audience = "AzureADMyOrg"
}

resource "azuread_service_principal" "identity" {
  for_each = azuread_application_registration.identity

  client_id = each.value.client_id

  feature_tags {
    enterprise = true
  }
}

resource "azuread_application_federated_identity_credential" "github" {
  for_each = local.credentials

  application_id = azuread_application_registration.identity[each.value.identity].id
  display_name   = each.key
  issuer         = var.issuer
  subject        = each.value.subject
  audiences      = [local.clouds[var.cloud].audience]
}

data "azuread_service_principal" "graph" {
  client_id = "00000003-0000-0000-c000-000000000000"
}

# An assignment of an application permission is its consent too.
resource "azuread_app_role_assignment" "graph" {
  for_each = local.grants

  app_role_id         = data.azuread_service_principal.graph.app_role_ids[each.value.permission]
  principal_object_id = azuread_service_principal.identity[each.value.identity].object_id
  resource_object_id  = data.azuread_service_principal.graph.object_id
}

# The apply identity may assign people and groups to the one application, and to no other.
resource "azuread_custom_directory_role" "assigner" {
  count = local.with_role ? 1 : 0

  display_name = "Assign groups to AWS IAM Identity Center"
  description  = "On one enterprise application"
  enabled      = true
  version      = "1.0"

  permissions {
    allowed_resource_actions = ["microsoft.directory/servicePrincipals/appRoleAssignedTo/update"]
  }
}

resource "azuread_directory_role_assignment" "assigner" {
  count = local.with_role ? 1 : 0

  role_id             = azuread_custom_directory_role.assigner[0].object_id
  principal_object_id = azuread_service_principal.identity["apply"].object_id
  directory_scope_id  = "/${azuread_service_principal.aws.object_id}"
}
