# Builds the pipeline's host and runs it: the plain twin of build.sh, for PowerShell on Linux.
$ErrorActionPreference = 'Stop'
$contained = $args -contains '--self-contained'
$app = Join-Path $PSScriptRoot ($contained ? 'artifacts/self-contained-host/powershell' : 'artifacts/host/powershell')
$kind = $contained ? '--self-contained' : '--no-self-contained'
dotnet publish (Join-Path $PSScriptRoot 'build/Build.csproj') -c Release --use-current-runtime $kind -o $app --nologo -v quiet
if ($LASTEXITCODE -ne 0) { exit 2 }
if ($contained) { & (Join-Path $app 'sluice') @args } else { dotnet (Join-Path $app 'sluice.dll') @args }
exit $LASTEXITCODE
