# Builds the pipeline's host and runs it: the plain twin of build.sh, for PowerShell on Linux.
$ErrorActionPreference = 'Stop'
$app = Join-Path $PSScriptRoot 'artifacts/host/powershell'
dotnet publish (Join-Path $PSScriptRoot 'build/Build.csproj') -c Release --use-current-runtime --no-self-contained -o $app --nologo -v quiet
if ($LASTEXITCODE -ne 0) { exit 2 }
dotnet (Join-Path $app 'sluice.dll') @args
exit $LASTEXITCODE
