# AWS IAM Identity Center in the gallery. "AWS Single-Account Access" is another one, and the wrong one.
# Is yours there already? Import it before the first apply, see the README.
resource "azuread_application_from_template" "aws" {
  display_name = var.application_name
  template_id  = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4"

  lifecycle {
    # Without it nobody signs in to AWS.
    prevent_destroy = true
  }
}

data "azuread_application" "aws" {
  object_id = azuread_application_from_template.aws.application_object_id
}

data "azuread_service_principal" "aws" {
  object_id = azuread_application_from_template.aws.service_principal_object_id
}

resource "azuread_service_principal" "aws" {
  client_id    = data.azuread_application.aws.client_id
  use_existing = true

  preferred_single_sign_on_mode = "saml"
  app_role_assignment_required  = true
  login_url                     = var.aws_sign_on_url
  notification_email_addresses  = var.notify

  # Entra ID knows an enterprise application by its tags: keep those that the gallery gave it.
  tags = data.azuread_service_principal.aws.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "azuread_application_identifier_uri" "aws" {
  application_id = azuread_application_from_template.aws.application_id
  identifier_uri = var.aws_issuer_url

  # Identifiers outside the tenant's own domains are allowed for SAML alone.
  depends_on = [azuread_service_principal.aws]
}

resource "azuread_application_redirect_uris" "aws" {
  application_id = azuread_application_from_template.aws.application_id
  type           = "Web"
  redirect_uris  = var.aws_acs_urls
}

# The provider can make a certificate and not activate it: the output next_steps has the command.
resource "azuread_service_principal_token_signing_certificate" "aws" {
  service_principal_id = azuread_service_principal.aws.id
  display_name         = "CN=AWS IAM Identity Center"
}
