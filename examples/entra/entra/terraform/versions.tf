terraform {
  required_version = ">= 1.5"

  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.7.0"
    }
  }
}

# Signs in as whoever `az login` signed in.
provider "azuread" {
  tenant_id   = var.tenant_id
  environment = local.clouds[var.cloud].environment
}
