; The installer for Windows (Inno Setup 6.3 or newer), for one person or for everybody on the computer.
;
; Nothing here knows a version or a place: packaging/windows gives them all.
;   Version         as in producer/__init__.py        VersionNumbers  the same as four numbers
;   SourceDir       the frozen program                OutputDir       where the installer goes
;   IconFile        made from assets/icons/producer.svg
;   WindowExe, ConsoleExe   the two programs in SourceDir
;   Sign            given where a sign tool named "producer" is: ISCC /DSign "/Sproducer=COMMAND $f"
; Silent: SETUP.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART [/ALLUSERS | /CURRENTUSER] [/LANG=nl] [/TASKS=desktop] [/LOG=FILE]

#ifndef Version
  #error Version is missing: run "python packaging/windows installer"
#endif
#ifndef VersionNumbers
  #error VersionNumbers is missing
#endif
#ifndef SourceDir
  #error SourceDir is missing
#endif
#ifndef OutputDir
  #error OutputDir is missing
#endif
#ifndef IconFile
  #error IconFile is missing
#endif
#ifndef WindowExe
  #error WindowExe is missing
#endif
#ifndef ConsoleExe
  #error ConsoleExe is missing
#endif

[Setup]
; The name by which Windows knows the program for ever: an upgrade finds the one before it by this.
AppId={{BF4B0415-B508-4963-81C9-A8C6B61D196E}
AppName=Producer
AppVersion={#Version}
AppVerName=Producer {#Version}
AppPublisher=Producer
VersionInfoVersion={#VersionNumbers}
VersionInfoProductTextVersion={#Version}
DefaultDirName={autopf}\Producer
DisableProgramGroupPage=yes
DisableDirPage=auto
DisableWelcomePage=no
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
UsePreviousPrivileges=yes
UsePreviousAppDir=yes
UsePreviousTasks=yes
; Qt 6.8 and newer ask for Windows 10 1809.
MinVersion=10.0.17763
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; A running Producer is asked to close and may finish its take; it is never forced and never started by itself.
CloseApplications=yes
RestartApplications=no
AlwaysRestart=no
RestartIfNeededByRun=no
SetupLogging=yes
UninstallLogging=yes
ShowLanguageDialog=auto
LanguageDetectionMethod=uilanguage
WizardStyle=modern
SetupIconFile={#IconFile}
UninstallDisplayIcon={app}\{#WindowExe}
UninstallDisplayName=Producer
ChangesAssociations=yes
Compression=lzma2/max
SolidCompression=yes
OutputDir={#OutputDir}
OutputBaseFilename=producer-{#Version}-windows-x64-setup
#ifdef Sign
SignTool=producer
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "nl"; MessagesFile: "compiler:Languages\Dutch.isl"

[Messages]
en.ConfirmUninstall=Remove %1 from this computer? Your takes, captions, clips, models and settings stay where they are.
nl.ConfirmUninstall=%1 van deze computer verwijderen? Je opnamen, ondertitels, clips, modellen en instellingen blijven staan.

[CustomMessages]
en.DesktopTask=Put Producer on the &desktop
nl.DesktopTask=Zet Producer op het &bureaublad
en.TaskGroup=Shortcuts
nl.TaskGroup=Snelkoppelingen
en.StartNow=Open Producer
nl.StartNow=Producer openen
en.StartHint=Make your own short video, on your own machine
nl.StartHint=Maak je eigen korte video, op je eigen computer
en.VideoType=Video
nl.VideoType=Video

[Tasks]
Name: "desktop"; Description: "{cm:DesktopTask}"; GroupDescription: "{cm:TaskGroup}"; Flags: unchecked

[InstallDelete]
; An upgrade in place leaves no library of the version before.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#SourceDir}\{#WindowExe}"; DestDir: "{app}"; Flags: ignoreversion
Source: "{#SourceDir}\{#ConsoleExe}"; DestDir: "{app}"; Flags: ignoreversion
Source: "{#SourceDir}\*"; Excludes: "\{#WindowExe},\{#ConsoleExe}"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\Producer"; Filename: "{app}\{#WindowExe}"; WorkingDir: "{app}"; Comment: "{cm:StartHint}"; AppUserModelID: "Producer"
Name: "{autodesktop}\Producer"; Filename: "{app}\{#WindowExe}"; WorkingDir: "{app}"; Comment: "{cm:StartHint}"; AppUserModelID: "Producer"; Tasks: desktop

[Registry]
; "Open with" for videos: Producer is offered and takes no file type over. Removed with the program.
Root: HKA; Subkey: "Software\Classes\Producer.Video"; ValueType: string; ValueData: "{cm:VideoType}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Producer.Video\DefaultIcon"; ValueType: string; ValueData: "{app}\{#WindowExe},0"
Root: HKA; Subkey: "Software\Classes\Producer.Video\shell\open\command"; ValueType: string; ValueData: """{app}\{#WindowExe}"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.mkv\OpenWithProgids"; ValueType: string; ValueName: "Producer.Video"; ValueData: ""; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\.mp4\OpenWithProgids"; ValueType: string; ValueName: "Producer.Video"; ValueData: ""; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\.mov\OpenWithProgids"; ValueType: string; ValueName: "Producer.Video"; ValueData: ""; Flags: uninsdeletevalue uninsdeletekeyifempty
; So that "producer" is found by Windows' Run and by Start-Process.
Root: HKA; Subkey: "Software\Microsoft\Windows\CurrentVersion\App Paths\{#ConsoleExe}"; ValueType: string; ValueData: "{app}\{#ConsoleExe}"; Flags: uninsdeletekey

[Run]
Filename: "{app}\{#WindowExe}"; Description: "{cm:StartNow}"; Flags: nowait postinstall skipifsilent unchecked
