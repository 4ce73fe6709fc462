#!/usr/bin/env bash
#
# Sets up Microsoft Entra ID for an access repository, with the Azure CLI.
#
#   entra/setup.sh application   the enterprise application through which people sign in to AWS
#   entra/setup.sh identities    what the workflow signs in as: one identity to plan, one to apply
#   entra/setup.sh show          what is there; changes nothing
#
# Sign in first:  az login --tenant YOUR-TENANT --allow-no-subscriptions
# Run it as often as you like. It makes what is missing and says what it made. It deletes nothing.
#
# It is told everything by environment variables.
#
# For application:
#   AWS_ISSUER_URL   from the console of IAM Identity Center, character by character
#   AWS_ACS_URL      from there too; several with spaces between them, the one to use first
#   AWS_SIGN_ON_URL  optional: the address of the AWS access portal
#   NOTIFY           optional: a mail address that is told before the signing certificate ends
#   REPLACE_URLS     true: replace other identifiers and reply URLs. People sign in through them.
#
# For identities:
#   REPOSITORY       OWNER/NAME as GitHub writes it
#   OWNER_ID         gh api repos/OWNER/NAME --jq .owner.id
#   REPOSITORY_ID    gh api repos/OWNER/NAME --jq .id
#   SUBJECTS         ids, names or both (default): which of GitHub's two forms of subjects to trust
#   BRANCH           default main
#   ENVIRONMENTS     default "aws-access aws-access-approval": those of the jobs that apply
#   GROUP_SYNC       check or manage (default): settings.entra.groupSync
#   ASSIGN_WITH      role (default): a custom role on the one application; it takes Entra ID P1
#                    permission: AppRoleAssignment.ReadWrite.All, which can grant anything to itself
#   REVIEW_NAMES     true: let the plan identity read users, so that reviews name who gains and loses
#   DOCTOR_READS     true: let the plan identity read what else the doctor looks at
#   DELETED_GROUPS   true: let both tell a deleted group from one that never was (Group.Read.All)
#
# For all of them:
#   APPLICATION      object id of the enterprise application, if the gallery's is there more than once
#   APPLICATION_NAME default "AWS IAM Identity Center"; PLAN_NAME and APPLY_NAME: aws-access-plan, -apply
#   GRAPH            default from `az cloud show`; for the DoD cloud https://dod-graph.microsoft.us
#   ISSUER           default https://token.actions.githubusercontent.com; GHE.com has one of its own

set -euo pipefail

# AWS IAM Identity Center in the gallery. "AWS Single-Account Access" is another one, and the wrong one.
readonly template=21ed01d2-ec13-4e9e-86c1-cd546719ebc4
readonly graph_app=00000003-0000-0000-c000-000000000000
readonly assign_action=microsoft.directory/servicePrincipals/appRoleAssignedTo/update
readonly role_name='Assign groups to AWS IAM Identity Center'

readonly plan_permissions='GroupMember.Read.All Application.Read.All Synchronization.Read.All'
# Instead of those: the last one reads as well.
readonly manage_permissions='GroupMember.Read.All Application.Read.All Synchronization.ReadWrite.All'
readonly assign_permission='AppRoleAssignment.ReadWrite.All'
readonly doctor_permissions='User.Read.All Policy.Read.All AuditLog.Read.All LicenseAssignment.Read.All'
readonly names_permission='User.Read.All'
readonly deleted_permission='Group.Read.All'

issuer=${ISSUER:-https://token.actions.githubusercontent.com}
application_name=${APPLICATION_NAME:-AWS IAM Identity Center}
plan_name=${PLAN_NAME:-aws-access-plan}
apply_name=${APPLY_NAME:-aws-access-apply}
branch=${BRANCH:-main}
environments=${ENVIRONMENTS:-aws-access aws-access-approval}
subjects=${SUBJECTS:-both}
group_sync=${GROUP_SYNC:-manage}
assign_with=${ASSIGN_WITH:-role}

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

main() {
  case ${1:-} in
    application | identities | show) ;;
    *) fail "say what to do: $0 application, identities or show" ;;
  esac
  connect
  case $1 in
    application) set_up_application ;;
    identities) set_up_identities ;;
    show) show_all ;;
  esac
}

fail() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

made() { printf '  made  %s\n' "$1"; }
kept() { printf '  there %s\n' "$1"; }

# must VARIABLE PATTERN MEANING
must() {
  local value=${!1:-}
  [ -n "$value" ] || fail "set $1: $3"
  printf '%s\n' "$value" | grep -qE "^($2)$" || fail "$1 is \"$value\"; it should be $3"
}

# --- Microsoft Graph ------------------------------------------------------------------------------

connect() {
  command -v az > /dev/null || fail 'the Azure CLI (az) is not installed'
  tenant=$(az account show --query tenantId --output tsv) || fail 'sign in first: az login'
  graph=${GRAPH:-$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)}
  graph=${graph%/}
  authority=$(az cloud show --query endpoints.activeDirectory --output tsv)
  authority=${authority%/}
  case $graph in
    https://graph.microsoft.com) cloud=public audience=api://AzureADTokenExchange ;;
    https://graph.microsoft.us) cloud=usgov audience=api://AzureADTokenExchangeUSGov ;;
    https://dod-graph.microsoft.us) cloud=usgov-dod audience=api://AzureADTokenExchangeUSGov ;;
    https://microsoftgraph.chinacloudapi.cn) cloud=china audience=api://AzureADTokenExchangeChina ;;
    *) fail "$graph is not Microsoft Graph" ;;
  esac
  printf 'tenant %s, cloud %s\n' "$tenant" "$cloud"
}

# call METHOD PATH [arguments of az rest]
call() {
  local method=$1 path=$2
  shift 2
  az rest --only-show-errors --method "$method" --url "$graph/v1.0$path" --resource "$graph" "$@"
}

# read_from PATH QUERY [arguments of az rest]: one value a line
read_from() {
  local path=$1 query=$2
  shift 2
  call get "$path" --query "$query" --output tsv "$@"
}

# write METHOD PATH BODY [QUERY]. What was just made is not known everywhere at once, so a "not found"
# is tried again for two minutes.
write() {
  local tries=12
  until call "$1" "$2" --headers Content-Type=application/json --body "$3" \
    --query "${4:-id}" --output tsv 2> "$errors"; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ] || ! grep -qiE 'not ?found|does not exist|does not reference' "$errors"; then
      cat "$errors" >&2
      fail "Microsoft Graph refused: $1 $2"
    fi
    sleep "${WAIT:-10}"
  done
}

# known PATH: waits until it can be read
known() {
  local tries=12
  until call get "$1" --query id --output none 2> "$errors"; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
      cat "$errors" >&2
      fail "Microsoft Graph does not show $1"
    fi
    sleep "${WAIT:-10}"
  done
}

count() { printf '%s' "$1" | grep -c . || true; }

# json_list VALUE...: ["a","b"]; none of our values has a quote or a backslash in it
json_list() {
  local list
  list=$(printf '"%s",' "$@")
  printf '[%s]' "${list%,}"
}

# --- the enterprise application -------------------------------------------------------------------

# Sets application, empty where there is none.
find_application() {
  if [ -n "${APPLICATION:-}" ]; then
    application=$(read_from "/servicePrincipals/$APPLICATION" id)
    return
  fi
  application=$(read_from /servicePrincipals 'value[].id' --headers ConsistencyLevel=eventual \
    --uri-parameters "\$filter=applicationTemplateId eq '$template'" "\$count=true")
  [ "$(count "$application")" -lt 2 ] ||
    fail "the gallery's AWS IAM Identity Center is there more than once; set APPLICATION to one of:
$application"
}

set_up_application() {
  local url='https://[a-z0-9.-]+/platform/saml'
  must AWS_ISSUER_URL "$url/[A-Za-z0-9-]+" 'like https://REGION.signin.aws.amazon.com/platform/saml/ID'
  must AWS_ACS_URL "$url/acs/[A-Za-z0-9-]+( $url/acs/[A-Za-z0-9-]+)*" \
    'like https://REGION.signin.aws.amazon.com/platform/saml/acs/ID'
  [ -z "${AWS_SIGN_ON_URL:-}" ] || must AWS_SIGN_ON_URL 'https://[A-Za-z0-9./_-]+' 'an https address'
  [ -z "${NOTIFY:-}" ] || must NOTIFY '[^@" ]+@[^@" ]+' 'a mail address'
  must_be_plain APPLICATION_NAME "$application_name"

  find_application
  if [ -z "$application" ]; then
    application=$(write post "/applicationTemplates/$template/instantiate" \
      "{\"displayName\":\"$application_name\"}" servicePrincipal.id)
    made "the enterprise application \"$application_name\""
  else
    kept 'the enterprise application'
  fi
  local principal="/servicePrincipals/$application"
  known "$principal"
  local app_id registration
  app_id=$(read_from "$principal" appId)
  known "/applications(appId='$app_id')"
  registration=$(read_from "/applications(appId='$app_id')" id)

  # The mode comes first: identifiers outside the tenant's own domains are allowed for SAML alone.
  set_to "$principal" preferredSingleSignOnMode saml '"saml"' 'single sign-on by SAML'
  set_to "$principal" appRoleAssignmentRequired true true 'only who is assigned may sign in'
  set_urls "/applications/$registration"
  if [ -n "${AWS_SIGN_ON_URL:-}" ]; then
    set_to "$principal" loginUrl "$AWS_SIGN_ON_URL" "\"$AWS_SIGN_ON_URL\"" 'the sign-on URL'
  fi
  activate_certificate "$principal"
  if [ -n "${NOTIFY:-}" ]; then set_notified "$principal"; fi

  cat << END

Left for you. AWS has no API for the first three, and the token of the last belongs in no script:
  1. Save what this address shows as metadata.xml:
     $authority/$tenant/federationmetadata/2007-06/federationmetadata.xml?appid=$app_id
  2. IAM Identity Center, Settings, Identity source, Actions, Change identity source, External identity
     provider: upload metadata.xml, review, type ACCEPT.
  3. Settings, Automatic provisioning, Enable: copy the SCIM endpoint and the token. It is shown once.
  4. Entra admin center, Enterprise apps, this application, Provisioning: automatic, with endpoint and
     token. Scope: assigned users and groups only. A notification address. Then start it.
END
}

# set_to PATH PROPERTY VALUE JSON MEANING
set_to() {
  local current
  current=$(read_from "$1" "$2")
  if [ "$current" = "$3" ]; then
    kept "$5"
  else
    write patch "$1" "{\"$2\":$4}" > /dev/null
    made "$5"
  fi
}

# Who is told already stays the only one: people may have chosen them.
set_notified() {
  local current
  current=$(read_from "$1" 'notificationEmailAddresses[]')
  if [ -n "$current" ]; then
    kept "told before the signing certificate ends: $(printf '%s' "$current" | tr '\n' ' ')"
  else
    write patch "$1" "{\"notificationEmailAddresses\":[\"$NOTIFY\"]}" > /dev/null
    made "$NOTIFY is told before the signing certificate ends"
  fi
}

set_urls() {
  local identifiers replies wanted_replies
  identifiers=$(read_from "$1" 'identifierUris[]')
  replies=$(read_from "$1" 'web.redirectUris[]')
  # shellcheck disable=SC2086 # a list of URLs without spaces
  wanted_replies=$(printf '%s\n' $AWS_ACS_URL)
  if [ "$identifiers" = "$AWS_ISSUER_URL" ] && [ "$replies" = "$wanted_replies" ]; then
    kept 'identifier and reply URL'
    return
  fi
  if [ -n "$identifiers$replies" ] && [ "${REPLACE_URLS:-false}" != true ]; then
    fail "the application has other URLs, and people may sign in through them. Set REPLACE_URLS=true to replace:
$identifiers
$replies"
  fi
  # shellcheck disable=SC2086 # as above
  write patch "$1" "{\"identifierUris\":[\"$AWS_ISSUER_URL\"],\"web\":{\"redirectUris\":$(json_list $AWS_ACS_URL)}}" \
    > /dev/null
  made 'identifier and reply URL'
}

activate_certificate() {
  local thumbprint
  thumbprint=$(read_from "$1" preferredTokenSigningKeyThumbprint)
  if [ -n "$thumbprint" ]; then
    kept "the signing certificate $thumbprint"
    return
  fi
  thumbprint=$(write post "$1/addTokenSigningCertificate" \
    '{"displayName":"CN=AWS IAM Identity Center"}' thumbprint)
  write patch "$1" "{\"preferredTokenSigningKeyThumbprint\":\"$thumbprint\"}" > /dev/null
  made "the signing certificate $thumbprint, for three years"
}

# --- what the workflow signs in as ----------------------------------------------------------------

set_up_identities() {
  must REPOSITORY '[A-Za-z0-9_-]+/[A-Za-z0-9._-]+' 'OWNER/NAME'
  must OWNER_ID '[0-9]+' 'a number: gh api repos/OWNER/NAME --jq .owner.id'
  must REPOSITORY_ID '[0-9]+' 'a number: gh api repos/OWNER/NAME --jq .id'
  case $subjects in ids | names | both) ;; *) fail 'SUBJECTS is ids, names or both' ;; esac
  case $group_sync in check | manage) ;; *) fail 'GROUP_SYNC is check or manage' ;; esac
  case $assign_with in role | permission) ;; *) fail 'ASSIGN_WITH is role or permission' ;; esac
  must_be_plain PLAN_NAME "$plan_name"
  must_be_plain APPLY_NAME "$apply_name"
  must_be_plain BRANCH "$branch"
  must_be_plain ENVIRONMENTS "$environments"

  find_application
  [ -n "$application" ] || fail "there is no enterprise application yet: $0 application"
  graph_principal=$(read_from "/servicePrincipals(appId='$graph_app')" id)

  local plan_client apply_client reads=$plan_permissions manages=$manage_permissions
  if [ "${DELETED_GROUPS:-false}" = true ]; then
    reads="$reads $deleted_permission"
    manages="$manages $deleted_permission"
  fi

  printf '\n%s\n' "$plan_name"
  set_up_identity "$plan_name"
  plan_client=$client
  trust plan-pull-request pull_request
  trust plan-branch "ref:refs/heads/$branch"
  if [ "${DOCTOR_READS:-false}" = true ]; then
    grant_all "$reads $doctor_permissions"
  elif [ "${REVIEW_NAMES:-false}" = true ]; then
    grant_all "$reads $names_permission"
  else
    grant_all "$reads"
  fi

  printf '\n%s\n' "$apply_name"
  set_up_identity "$apply_name"
  apply_client=$client
  local environment
  for environment in $environments; do
    trust "apply-$environment" "environment:$environment"
  done
  if [ "$group_sync" = check ]; then
    grant_all "$reads"
  elif [ "$assign_with" = permission ]; then
    grant_all "$manages $assign_permission"
  else
    grant_all "$manages"
    let_assign
  fi

  local cloud_line=
  [ "$cloud" = public ] || cloud_line="
    cloud: $cloud"
  cat << END

A new credential or permission counts after some minutes. Now tell the repository:
  gh variable set ENTRA_PLAN_CLIENT_ID --body $plan_client
  gh variable set ENTRA_APPLY_CLIENT_ID --body $apply_client

access/settings.yaml:
  entra:
    tenantId: $tenant
    application: $application$cloud_line
    groupSync: $group_sync
END
}

must_be_plain() {
  printf '%s\n' "$2" | grep -qE '^[A-Za-z0-9][A-Za-z0-9 ()._/-]*$' ||
    fail "$1 is \"$2\"; use letters, digits, spaces and ( ) . _ / -"
}

# set_up_identity NAME: sets registration, client (its client id) and principal
set_up_identity() {
  registration=$(read_from /applications 'value[].id' --uri-parameters "\$filter=displayName eq '$1'")
  [ "$(count "$registration")" -lt 2 ] || fail "several app registrations are called $1"
  if [ -z "$registration" ]; then
    registration=$(write post /applications "{\"displayName\":\"$1\",\"signInAudience\":\"AzureADMyOrg\"}")
    made "the app registration $1"
  else
    kept "the app registration $1"
  fi
  known "/applications/$registration"
  client=$(read_from "/applications/$registration" appId)
  principal=$(read_from /servicePrincipals 'value[].id' --uri-parameters "\$filter=appId eq '$client'")
  if [ -z "$principal" ]; then
    principal=$(write post /servicePrincipals \
      "{\"appId\":\"$client\",\"tags\":[\"WindowsAzureActiveDirectoryIntegratedApp\"]}")
    made 'its service principal'
  fi
  known "/servicePrincipals/$principal"
}

# trust NAME CONTEXT: lets jobs of this repository sign in, in the forms that GitHub may send
trust() {
  local owner=${REPOSITORY%%/*} name=${REPOSITORY#*/}
  if [ "$subjects" != ids ]; then credential "$1-names" "repo:$owner/$name:$2"; fi
  if [ "$subjects" != names ]; then
    credential "$1-ids" "repo:$owner@$OWNER_ID/$name@$REPOSITORY_ID:$2"
  fi
}

credential() {
  local path="/applications/$registration/federatedIdentityCredentials" same found
  found=$(read_from "$path" "value[?subject=='$2' && issuer=='$issuer'].id")
  if [ -n "$found" ]; then
    kept "trust in $2"
    return
  fi
  same=$(read_from "$path" "value[?name=='$1'].subject")
  [ -z "$same" ] || fail "the federated credential $1 expects $same; delete it if that is no longer right"
  write post "$path" "{\"name\":\"$1\",\"issuer\":\"$issuer\",\"subject\":\"$2\",\"audiences\":[\"$audience\"]}" \
    > /dev/null
  made "trust in $2"
}

# grant_all PERMISSIONS: application permissions of Microsoft Graph, with an administrator's consent
grant_all() {
  local permission role held wanted=' '
  for permission in $1; do
    role=$(read_from "/servicePrincipals/$graph_principal" "appRoles[?value=='$permission'].id")
    [ -n "$role" ] || fail "Microsoft Graph has no application permission $permission in this cloud"
    wanted="$wanted$role "
    held=$(read_from "/servicePrincipals/$principal/appRoleAssignments" "value[?appRoleId=='$role'].id")
    if [ -n "$held" ]; then
      kept "$permission"
    else
      write post "/servicePrincipals/$graph_principal/appRoleAssignedTo" \
        "{\"principalId\":\"$principal\",\"resourceId\":\"$graph_principal\",\"appRoleId\":\"$role\"}" > /dev/null
      made "$permission"
    fi
  done
  for role in $(read_from "/servicePrincipals/$principal/appRoleAssignments" 'value[].appRoleId'); do
    case $wanted in
      *" $role "*) ;;
      *) printf '  more  %s, which it does not need for this\n' "$(name_of "$role")" ;;
    esac
  done
}

name_of() {
  local name
  name=$(read_from "/servicePrincipals/$graph_principal" "appRoles[?id=='$1'].value")
  printf '%s' "${name:-$1}"
}

# The apply identity may assign people and groups to the one application, and to no other.
let_assign() {
  local role assignment
  role=$(read_from /roleManagement/directory/roleDefinitions 'value[].id' \
    --uri-parameters "\$filter=displayName eq '$role_name'")
  [ "$(count "$role")" -lt 2 ] || fail "several roles are called \"$role_name\""
  if [ -z "$role" ]; then
    role=$(write post /roleManagement/directory/roleDefinitions \
      "{\"displayName\":\"$role_name\",\"description\":\"On one enterprise application\",\"isEnabled\":true,\"rolePermissions\":[{\"allowedResourceActions\":[\"$assign_action\"]}]}")
    made "the role \"$role_name\""
  else
    kept "the role \"$role_name\""
  fi
  assignment=$(read_from /roleManagement/directory/roleAssignments \
    "value[?roleDefinitionId=='$role' && directoryScopeId=='/$application'].id" \
    --uri-parameters "\$filter=principalId eq '$principal'")
  if [ -n "$assignment" ]; then
    kept 'the role, on the enterprise application'
    return
  fi
  write post /roleManagement/directory/roleAssignments \
    "{\"@odata.type\":\"#microsoft.graph.unifiedRoleAssignment\",\"roleDefinitionId\":\"$role\",\"principalId\":\"$principal\",\"directoryScopeId\":\"/$application\"}" \
    > /dev/null
  made 'the role, on the enterprise application'
}

# --- show -----------------------------------------------------------------------------------------

show_all() {
  local name id
  find_application
  if [ -z "$application" ]; then
    printf '\nno enterprise application\n'
  else
    printf '\nenterprise application %s\n' "$application"
    call get "/servicePrincipals/$application" --output yaml --query \
      '{name: displayName, appId: appId, mode: preferredSingleSignOnMode, assignmentRequired: appRoleAssignmentRequired, replyUrls: replyUrls, certificate: preferredTokenSigningKeyThumbprint}'
  fi
  graph_principal=$(read_from "/servicePrincipals(appId='$graph_app')" id)
  for name in "$plan_name" "$apply_name"; do
    registration=$(read_from /applications 'value[].id' --uri-parameters "\$filter=displayName eq '$name'")
    if [ "$(count "$registration")" -ne 1 ]; then
      printf '\n%s: %s app registrations\n' "$name" "$(count "$registration")"
      continue
    fi
    client=$(read_from "/applications/$registration" appId)
    printf '\n%s, client id %s\n' "$name" "$client"
    read_from "/applications/$registration/federatedIdentityCredentials" 'value[].subject' |
      sed 's/^/  trusts /'
    principal=$(read_from /servicePrincipals 'value[].id' --uri-parameters "\$filter=appId eq '$client'")
    [ -n "$principal" ] || continue
    for id in $(read_from "/servicePrincipals/$principal/appRoleAssignments" 'value[].appRoleId'); do
      printf '  may %s\n' "$(name_of "$id")"
    done
  done
}

main "$@"
