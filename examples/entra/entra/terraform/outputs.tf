output "repository_variables" {
  description = "Variables of the repository on GitHub."
  value = {
    ENTRA_PLAN_CLIENT_ID  = azuread_application_registration.identity["plan"].client_id
    ENTRA_APPLY_CLIENT_ID = azuread_application_registration.identity["apply"].client_id
  }
}

output "settings" {
  description = "For settings.entra in access/settings.yaml."
  value = {
    tenantId    = var.tenant_id
    application = azuread_service_principal.aws.object_id
    cloud       = var.cloud
    groupSync   = var.group_sync
  }
}

output "next_steps" {
  description = "What is left for you."
  value       = <<-END
    1. Activate the signing certificate:
       az rest --method patch --headers Content-Type=application/json \
         --url ${local.clouds[var.cloud].graph}/v1.0/servicePrincipals/${azuread_service_principal.aws.object_id} \
         --body '{"preferredTokenSigningKeyThumbprint":"${azuread_service_principal_token_signing_certificate.aws.thumbprint}"}'
    2. Save what this address shows as metadata.xml:
       ${local.clouds[var.cloud].authority}/${var.tenant_id}/federationmetadata/2007-06/federationmetadata.xml?appid=${azuread_service_principal.aws.client_id}
    3. IAM Identity Center, Settings, Identity source, Actions, Change identity source, External identity
       provider: upload metadata.xml, review, type ACCEPT.
    4. Settings, Automatic provisioning, Enable: copy the SCIM endpoint and the token. It is shown once.
    5. Entra admin center, Enterprise apps, this application, Provisioning: automatic, with endpoint and
       token. Scope: assigned users and groups only. A notification address. Then start it.
  END
}
