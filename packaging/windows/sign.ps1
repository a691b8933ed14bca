#Requires -Version 5.1
<#
.SYNOPSIS
    Signs programs with signtool and Azure Trusted Signing, then proves every signature. Fails on the first that fails.
.DESCRIPTION
    -Path        files, or folders whose .exe, .dll and .pyd are taken
    -VerifyOnly  sign nothing; prove that each is signed, holds, and carries a time stamp

    What nobody signed yet gets our name; what others signed (Qt, Python, Microsoft) keeps theirs. Names come from the
    environment, keys never do: the service signs for whoever is logged in (az login, or OIDC in a workflow).
        TRUSTED_SIGNING_ENDPOINT, TRUSTED_SIGNING_ACCOUNT, TRUSTED_SIGNING_PROFILE
        TRUSTED_SIGNING_DLIB       place of Azure.CodeSigning.Dlib.dll
        TRUSTED_SIGNING_TIMESTAMP  address of an RFC 3161 time-stamping authority
        TRUSTED_SIGNING_SUBJECT    the name our certificate must carry, e.g. "CN=Example Ltd"
        SIGNTOOL                   place of signtool.exe, where it is not the newest Windows SDK's
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string[]] $Path,
    [switch] $VerifyOnly
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Get-Needed([string] $Name) {
    $value = [Environment]::GetEnvironmentVariable($Name)
    if ([string]::IsNullOrWhiteSpace($value)) { throw "$Name is not set. RELEASING.md says what it is." }
    return $value
}

function Find-SignTool {
    if ($env:SIGNTOOL) { return $env:SIGNTOOL }
    $kits = Join-Path ${env:ProgramFiles(x86)} 'Windows Kits\10\bin'
    $found = Get-ChildItem -Path $kits -Recurse -Filter signtool.exe -ErrorAction SilentlyContinue |
        Where-Object { $_.Directory.Name -eq 'x64' -and $_.Directory.Parent.Name -match '^\d+(\.\d+)+$' } |
        Sort-Object { [version] $_.Directory.Parent.Name } |
        Select-Object -Last 1
    if (-not $found) { throw 'signtool.exe is not here: install the Windows SDK, or name it in SIGNTOOL.' }
    return $found.FullName
}

function Get-Program([string[]] $Places) {
    foreach ($place in $Places) {
        if (Test-Path -LiteralPath $place -PathType Leaf) { (Resolve-Path -LiteralPath $place).Path }
        elseif (Test-Path -LiteralPath $place -PathType Container) {
            Get-ChildItem -LiteralPath $place -Recurse -File |
                Where-Object { $_.Extension -in '.exe', '.dll', '.pyd' } |
                ForEach-Object { $_.FullName }
        }
        else { throw "$place is not there." }
    }
}

function Invoke-Tool([string] $Tool, [string[]] $Words) {
    & $Tool @Words
    if ($LASTEXITCODE -ne 0) { throw "$([IO.Path]::GetFileName($Tool)) $($Words[0]) failed with $LASTEXITCODE." }
}

function Add-Signature([string] $SignTool, [string[]] $Files) {
    $timestamp = Get-Needed 'TRUSTED_SIGNING_TIMESTAMP'
    $dlib = Get-Needed 'TRUSTED_SIGNING_DLIB'
    $metadata = New-TemporaryFile
    try {
        @{
            Endpoint               = Get-Needed 'TRUSTED_SIGNING_ENDPOINT'
            CodeSigningAccountName = Get-Needed 'TRUSTED_SIGNING_ACCOUNT'
            CertificateProfileName = Get-Needed 'TRUSTED_SIGNING_PROFILE'
        } | ConvertTo-Json | Set-Content -LiteralPath $metadata.FullName -Encoding ASCII
        foreach ($file in $Files) {
            Invoke-Tool $SignTool @(
                'sign', '/v', '/fd', 'SHA256', '/tr', $timestamp, '/td', 'SHA256',
                '/d', 'Producer', '/dlib', $dlib, '/dmdf', $metadata.FullName, $file)
        }
    }
    finally { Remove-Item -LiteralPath $metadata.FullName -Force }
}

function Assert-Signature([string] $SignTool, [string] $File, [string] $Subject) {
    Invoke-Tool $SignTool @('verify', '/pa', '/all', '/q', $File)
    $found = Get-AuthenticodeSignature -LiteralPath $File
    if ($found.Status -ne 'Valid') { throw "$File is $($found.Status)." }
    if (-not $found.TimeStamperCertificate) { throw "$File has no time stamp." }
    if ($Subject -and ($found.SignerCertificate.Subject -split ', ') -notcontains $Subject) {
        throw "$File is signed by $($found.SignerCertificate.Subject), not by $Subject."
    }
}

$signTool = Find-SignTool
$subject = Get-Needed 'TRUSTED_SIGNING_SUBJECT'
$programs = @(Get-Program $Path)
if ($programs.Count -eq 0) { throw "No program in $($Path -join ', ')." }
$ours = @()
if (-not $VerifyOnly) {
    $ours = @($programs | Where-Object { (Get-AuthenticodeSignature -LiteralPath $_).Status -eq 'NotSigned' })
    if ($ours.Count -gt 0) { Add-Signature $signTool $ours }
}
foreach ($file in $programs) {
    $named = ($ours -contains $file) -or ([IO.Path]::GetFileName($file) -match '^(producer|unins\d)')
    Assert-Signature $signTool $file $(if ($named) { $subject } else { '' })
}
Write-Output "$($programs.Count) signatures hold, $($ours.Count) of them new."
