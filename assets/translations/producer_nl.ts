<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>AppMenu</name>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Uiterlijk</translation>
    </message>
    <message>
        <source>As this computer</source>
        <translation>Zoals deze computer</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Donker</translation>
    </message>
    <message>
        <source>Advice while I speak</source>
        <translation>Advies terwijl ik praat</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Only what would spoil the take</source>
        <translation>Alleen wat de opname zou bederven</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Geen</translation>
    </message>
    <message>
        <source>With a soft tick</source>
        <translation>Met een zachte tik</translation>
    </message>
    <message>
        <source>Read aloud by a screen reader</source>
        <translation>Voorgelezen door een schermlezer</translation>
    </message>
    <message>
        <source>Check the room</source>
        <translation>De kamer controleren</translation>
    </message>
    <message>
        <source>Captions for many files…</source>
        <translation>Ondertitels voor veel bestanden…</translation>
    </message>
    <message>
        <source>Open the folder of your takes</source>
        <translation>Open de map met je opnamen</translation>
    </message>
    <message>
        <source>Look for updates…</source>
        <translation>Zoek naar updates…</translation>
    </message>
</context>
<context>
    <name>BatchModel</name>
    <message>
        <source>Waiting</source>
        <translation>Wacht</translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation>Luistert…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Gepauzeerd</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Was done already</source>
        <translation>Was al klaar</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>Niet gelukt</translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s)</source>
        <translation>
            <numerusform>%n ondertitel</numerusform>
            <numerusform>%n ondertitels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n om na te kijken</numerusform>
            <numerusform>%n om na te kijken</numerusform>
        </translation>
    </message>
    <message>
        <source>what you had changed is kept beside it</source>
        <translation>wat je had veranderd, is ernaast bewaard</translation>
    </message>
</context>
<context>
    <name>BatchPage</name>
    <message>
        <source>There is no film or sound in what you chose.</source>
        <translation>Er zit geen film of geluid in wat je koos.</translation>
    </message>
    <message>
        <source>What you add now waits: start again when this batch has ended.</source>
        <translation>Wat je nu toevoegt, wacht: start opnieuw als deze reeks klaar is.</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>nog ongeveer {time}</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Gepauzeerd</translation>
    </message>
    <message>
        <source>Stopped. What is done is kept; start again to go on.</source>
        <translation>Gestopt. Wat klaar is, blijft bewaard; begin opnieuw om verder te gaan.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) captioned.</source>
        <translation>
            <numerusform>%n bestand ondertiteld.</numerusform>
            <numerusform>%n bestanden ondertiteld.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be: each says why.</source>
        <translation>
            <numerusform>Bij %n lukte het niet: daar staat waarom.</numerusform>
            <numerusform>Bij %n lukte het niet: daar staat waarom.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n came later: start again for it.</source>
        <translation>
            <numerusform>%n later toegevoegd: start opnieuw.</numerusform>
            <numerusform>%n later toegevoegd: start opnieuw.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose films or sound</source>
        <translation>Kies films of geluid</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Kies een map</translation>
    </message>
    <message>
        <source>Where the captions go</source>
        <translation>Waar de ondertitels komen</translation>
    </message>
    <message>
        <source>Choose a list of names</source>
        <translation>Kies een lijst met namen</translation>
    </message>
    <message>
        <source>Captions for many files</source>
        <translation>Ondertitels voor veel bestanden</translation>
    </message>
    <message>
        <source>Everything is worked on here, one file after the other.</source>
        <translation>Alles gebeurt op deze computer, bestand na bestand.</translation>
    </message>
    <message>
        <source>Drop films, sound or whole folders here.</source>
        <translation>Sleep films, geluid of hele mappen hierheen.</translation>
    </message>
    <message>
        <source>Empty the list</source>
        <translation>Maak de lijst leeg</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Bestanden kiezen…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Map kiezen…</translation>
    </message>
    <message>
        <source>Make the captions</source>
        <translation>Maak de ondertitels</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Open what needs a look</source>
        <translation>Open wat aandacht vraagt</translation>
    </message>
    <message>
        <source>Open the report</source>
        <translation>Open het rapport</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Toon in map</translation>
    </message>
    <message>
        <source>Translate into English</source>
        <translation>Vertalen naar het Engels</translation>
    </message>
    <message>
        <source>Also burned into a video</source>
        <translation>Ook in een video zetten</translation>
    </message>
    <message>
        <source>To: {folder}</source>
        <translation>Naar: {folder}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>geen</translation>
    </message>
    <message>
        <source>List of names: {name}</source>
        <translation>Namenlijst: {name}</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Hoe ver het is</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Verder</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pauze</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>House rules</source>
        <translation>Huisregels</translation>
    </message>
    <message>
        <source>Plain, good everywhere</source>
        <translation>Gewoon, overal goed</translation>
    </message>
    <message>
        <source>Dutch subtitlers</source>
        <translation>Nederlandse ondertitelaars</translation>
    </message>
    <message>
        <source>Vertical video</source>
        <translation>Staande video</translation>
    </message>
    <message>
        <source>Find out for each file</source>
        <translation>Zoek per bestand uit</translation>
    </message>
    <message>
        <source>It changes within a file</source>
        <translation>Wisselt binnen een bestand</translation>
    </message>
</context>
<context>
    <name>CaptionKeys</name>
    <message>
        <source>Next caption to look at, the worst first</source>
        <translation>Volgende om na te kijken, de ergste eerst</translation>
    </message>
    <message>
        <source>Previous and next caption</source>
        <translation>Vorige en volgende ondertitel</translation>
    </message>
    <message>
        <source>Into the text, Esc out of it</source>
        <translation>Naar de tekst, met Esc eruit</translation>
    </message>
    <message>
        <source>Play this caption, or stop (also Space in the list)</source>
        <translation>Deze ondertitel afspelen, of stoppen (in de lijst ook met spatie)</translation>
    </message>
    <message>
        <source>Play on from here</source>
        <translation>Vanaf hier afspelen</translation>
    </message>
    <message>
        <source>Start one frame earlier, later</source>
        <translation>Begin één beeldje eerder, later</translation>
    </message>
    <message>
        <source>End one frame earlier, later</source>
        <translation>Einde één beeldje eerder, later</translation>
    </message>
    <message>
        <source>Start ten frames earlier, later</source>
        <translation>Begin tien beeldjes eerder, later</translation>
    </message>
    <message>
        <source>End ten frames earlier, later</source>
        <translation>Einde tien beeldjes eerder, later</translation>
    </message>
    <message>
        <source>Split where the cursor stands</source>
        <translation>Splitsen waar de cursor staat</translation>
    </message>
    <message>
        <source>Merge with the next, the previous one</source>
        <translation>Samenvoegen met de volgende, de vorige</translation>
    </message>
    <message>
        <source>Break the lines anew</source>
        <translation>Regels opnieuw indelen</translation>
    </message>
    <message>
        <source>New caption</source>
        <translation>Nieuwe ondertitel</translation>
    </message>
    <message>
        <source>Delete this caption</source>
        <translation>Deze ondertitel verwijderen</translation>
    </message>
    <message>
        <source>Undo, redo</source>
        <translation>Ongedaan maken, opnieuw doen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Opslaan</translation>
    </message>
    <message>
        <source>Save, and make the clip</source>
        <translation>Opslaan en de clip maken</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Toetsen</translation>
    </message>
</context>
<context>
    <name>CaptionMarks</name>
    <message>
        <source>{value} lines, at most {limit}</source>
        <translation>{value} regels, hooguit {limit}</translation>
    </message>
    <message>
        <source>a line of {value} characters, at most {limit}</source>
        <translation>een regel van {value} tekens, hooguit {limit}</translation>
    </message>
    <message>
        <source>shown {value} s, at least {limit}</source>
        <translation>{value} s in beeld, minstens {limit}</translation>
    </message>
    <message>
        <source>shown {value} s, at most {limit}</source>
        <translation>{value} s in beeld, hooguit {limit}</translation>
    </message>
    <message>
        <source>{value} characters a second, at most {limit}</source>
        <translation>{value} tekens per seconde, hooguit {limit}</translation>
    </message>
    <message>
        <source>overlaps the next by {value} s</source>
        <translation>overlapt de volgende met {value} s</translation>
    </message>
    <message>
        <source>{value} s to the next, at least {limit}</source>
        <translation>{value} s tot de volgende, minstens {limit}</translation>
    </message>
    <message>
        <source>a gap of {value} s: close it, or make it {limit}</source>
        <translation>een gat van {value} s: sluit het of maak er {limit} van</translation>
    </message>
    <message>
        <source>stays {value} s, the video ends at {limit}</source>
        <translation>blijft tot {value} s, de video eindigt op {limit}</translation>
    </message>
    <message>
        <source>is it “{text}”? Play it to hear</source>
        <translation>is het “{text}”? Speel af om het te horen</translation>
    </message>
    <message>
        <source>no text yet</source>
        <translation>nog geen tekst</translation>
    </message>
    <message>
        <source>longest line {value} of {limit} characters</source>
        <translation>langste regel {value} van {limit} tekens</translation>
    </message>
    <message>
        <source>{value} characters in a line: {over} too many</source>
        <translation>{value} tekens op een regel: {over} te veel</translation>
    </message>
    <message>
        <source>{value} of {limit} lines</source>
        <translation>{value} van {limit} regels</translation>
    </message>
    <message>
        <source>{value} s on screen</source>
        <translation>{value} s in beeld</translation>
    </message>
</context>
<context>
    <name>CaptionPage</name>
    <message>
        <source>Your unsaved changes from last time are here again.</source>
        <translation>Je niet-opgeslagen wijzigingen van vorige keer zijn er weer.</translation>
    </message>
    <message>
        <source>The captions were made anew since.</source>
        <translation>De ondertitels zijn sindsdien opnieuw gemaakt.</translation>
    </message>
    <message>
        <source>Take the saved captions</source>
        <translation>Neem de opgeslagen ondertitels</translation>
    </message>
    <message>
        <source>Not saved yet. Your changes are kept as a draft: go back once more, and find them here next time.</source>
        <translation>Nog niet opgeslagen. Je wijzigingen blijven bewaard als concept: ga nog een keer terug, dan staan ze hier de volgende keer klaar.</translation>
    </message>
    <message>
        <source>Not saved, and nothing can be written in this folder. Go back once more to leave without your changes.</source>
        <translation>Niet opgeslagen, en in deze map kan niets worden bewaard. Ga nog eens terug om zonder je wijzigingen weg te gaan.</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Elders opslaan…</translation>
    </message>
    <message>
        <source>Save and go back</source>
        <translation>Opslaan en teruggaan</translation>
    </message>
    <message>
        <source>There are no captions yet. “New” makes one.</source>
        <translation>Er zijn nog geen ondertitels. Met “Nieuw” maak je er een.</translation>
    </message>
    <message>
        <source>Text of caption {number}</source>
        <translation>Tekst van ondertitel {number}</translation>
    </message>
    <message>
        <source>no text</source>
        <translation>geen tekst</translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s)</source>
        <translation>
            <numerusform>%n ondertitel</numerusform>
            <numerusform>%n ondertitels</numerusform>
        </translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>nog niet opgeslagen</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>opgeslagen</translation>
    </message>
    <message>
        <source>No caption breaks a rule.</source>
        <translation>Geen ondertitel overtreedt een regel.</translation>
    </message>
    <message>
        <source>Put the cursor between two words of this caption, then split.</source>
        <translation>Zet de cursor tussen twee woorden van deze ondertitel en splits dan.</translation>
    </message>
    <message>
        <source>There is no room for a caption here. Make one shorter first.</source>
        <translation>Hier is geen plaats voor een ondertitel. Maak er eerst een korter.</translation>
    </message>
    <message>
        <source>Caption deleted.</source>
        <translation>Ondertitel verwijderd.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ongedaan maken</translation>
    </message>
    <message>
        <source>Another program had changed these captions meanwhile. What it wrote is kept as {name}.</source>
        <translation>Een ander programma had deze ondertitels intussen veranderd. Wat het schreef, is bewaard als {name}.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Toetsen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Opslaan</translation>
    </message>
    <message>
        <source>Make the clip</source>
        <translation>Maak de clip</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Opnieuw doen</translation>
    </message>
</context>
<context>
    <name>CaptionPages</name>
    <message>
        <source>Not saved, and nothing can be written in this folder. Close once more to leave without your changes.</source>
        <translation>Niet opgeslagen, en in deze map kan niets worden bewaard. Sluit nog een keer om zonder je wijzigingen weg te gaan.</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Elders opslaan…</translation>
    </message>
</context>
<context>
    <name>CaptionPicture</name>
    <message>
        <source>The picture with its caption</source>
        <translation>Het beeld met de ondertitel</translation>
    </message>
</context>
<context>
    <name>CaptionStyleForm</name>
    <message>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normaal</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groot</translation>
    </message>
    <message>
        <source>Very large</source>
        <translation>Heel groot</translation>
    </message>
    <message>
        <source>White</source>
        <translation>Wit</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Geel</translation>
    </message>
    <message>
        <source>Light blue</source>
        <translation>Lichtblauw</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Zwart</translation>
    </message>
    <message>
        <source>Dark blue</source>
        <translation>Donkerblauw</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Anders…</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Geen</translation>
    </message>
    <message>
        <source>Shade</source>
        <translation>Waas</translation>
    </message>
    <message>
        <source>Solid</source>
        <translation>Dicht</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>Onder</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>Midden</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Boven</translation>
    </message>
    <message>
        <source>Contrast at least {ratio} : 1. Good to read over any picture.</source>
        <translation>Contrast minstens {ratio} : 1. Goed te lezen over elk beeld.</translation>
    </message>
    <message>
        <source>Contrast only {ratio} : 1. Take {least} : 1 or more, so that everybody can read it.</source>
        <translation>Contrast maar {ratio} : 1. Neem {least} : 1 of meer, dan kan iedereen het lezen.</translation>
    </message>
    <message>
        <source>This font is not on this computer: you see {font}.</source>
        <translation>Dit lettertype staat niet op deze computer: je ziet {font}.</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Lettertype</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Grootte</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>Vlak</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Plaats</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>Colour behind</source>
        <translation>Kleur erachter</translation>
    </message>
</context>
<context>
    <name>CaptionView</name>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n om na te kijken</numerusform>
            <numerusform>%n om na te kijken</numerusform>
        </translation>
    </message>
    <message>
        <source>all rules kept</source>
        <translation>alles volgens de regels</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Play caption</source>
        <translation>Ondertitel afspelen</translation>
    </message>
    <message>
        <source>Close style</source>
        <translation>Stijl sluiten</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Stijl</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Ondertitels</translation>
    </message>
    <message>
        <source>Next to look at</source>
        <translation>Volgende nakijken</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>Vanaf hier afspelen</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Splitsen</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Samenvoegen</translation>
    </message>
    <message>
        <source>Merge with the next caption</source>
        <translation>Samenvoegen met de volgende ondertitel</translation>
    </message>
    <message>
        <source>Break lines</source>
        <translation>Regels</translation>
    </message>
    <message>
        <source>Break the lines anew</source>
        <translation>Regels opnieuw indelen</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nieuw</translation>
    </message>
    <message>
        <source>Delete this caption</source>
        <translation>Deze ondertitel verwijderen</translation>
    </message>
    <message>
        <source>Drag an edge: it goes to the voice, a neighbour or a whole frame. With Alt it goes anywhere.</source>
        <translation>Sleep een rand: hij gaat naar de stem, een buur of een heel beeldje. Met Alt gaat hij overal heen.</translation>
    </message>
</context>
<context>
    <name>ClipForm</name>
    <message>
        <source>Recognise the language</source>
        <translation>Herken de taal</translation>
    </message>
    <message>
        <source>Where it goes</source>
        <translation>Waar het heen gaat</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Ondertitels</translation>
    </message>
    <message>
        <source>Title card (you may leave it empty)</source>
        <translation>Titelkaart (mag leeg blijven)</translation>
    </message>
    <message>
        <source>Spoken language</source>
        <translation>Gesproken taal</translation>
    </message>
    <message>
        <source>Paste here what you say in this take</source>
        <translation>Plak hier wat je in deze opname zegt</translation>
    </message>
    <message>
        <source>Show the captions in the picture</source>
        <translation>Toon de ondertitels in beeld</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Je naam</translation>
    </message>
    <message>
        <source>Your role</source>
        <translation>Je functie</translation>
    </message>
    <message>
        <source>This computer cannot listen to you yet: it has no speech model. Paste your script; its words are timed on your voice.</source>
        <translation>Deze computer kan nog niet naar je luisteren: er is geen spraakmodel. Plak je tekst; de woorden worden op je stem gelegd.</translation>
    </message>
    <message>
        <source>For a speech model, run “producer models fetch small” once, or ask your IT team for its folder and run “producer models import”.</source>
        <translation>Voor een spraakmodel voer je één keer “producer models fetch small” uit, of vraag je IT-team om de map ervan en voer “producer models import” uit.</translation>
    </message>
    <message>
        <source>Make the clip</source>
        <translation>Maak de clip</translation>
    </message>
    <message>
        <source>Choose where the clip goes</source>
        <translation>Kies waar de clip heen gaat</translation>
    </message>
    <message>
        <source>Paste your script, or choose no captions</source>
        <translation>Plak je tekst, of kies geen ondertitels</translation>
    </message>
    <message>
        <source>From what I say</source>
        <translation>Uit wat ik zeg</translation>
    </message>
    <message>
        <source>Your saved captions</source>
        <translation>Je opgeslagen ondertitels</translation>
    </message>
    <message>
        <source>From my script</source>
        <translation>Uit mijn tekst</translation>
    </message>
    <message>
        <source>No captions</source>
        <translation>Geen ondertitels</translation>
    </message>
</context>
<context>
    <name>ClipPanel</name>
    <message>
        <source>Stopping…</source>
        <translation>Stoppen…</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Gekopieerd</translation>
    </message>
    <message>
        <source>Your takes</source>
        <translation>Je opnamen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Voortgang</translation>
    </message>
    <message>
        <source>Stop making the clip</source>
        <translation>Stop met de clip</translation>
    </message>
    <message numerus="yes">
        <source>%n clip(s) ready</source>
        <translation>
            <numerusform>%n clip klaar</numerusform>
            <numerusform>%n clips klaar</numerusform>
        </translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Toon in map</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Speel af</translation>
    </message>
    <message>
        <source>Make another version</source>
        <translation>Maak een andere versie</translation>
    </message>
    <message>
        <source>Back to the choices</source>
        <translation>Terug naar de keuzes</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Kopieer details</translation>
    </message>
</context>
<context>
    <name>CoachPages</name>
    <message>
        <source>Save the report</source>
        <translation>Rapport bewaren</translation>
    </message>
</context>
<context>
    <name>Column</name>
    <message>
        <source>best</source>
        <translation>de beste</translation>
    </message>
    <message>
        <source>Best take</source>
        <translation>Beste opname</translation>
    </message>
    <message>
        <source>To change</source>
        <translation>Te veranderen</translation>
    </message>
    <message>
        <source>Nothing stands out</source>
        <translation>Er valt niets op</translation>
    </message>
    <message>
        <source>Make a clip</source>
        <translation>Maak een clip</translation>
    </message>
    <message>
        <source>Play the start of “{name}”</source>
        <translation>Speel het begin van “{name}” af</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Eye contact</source>
        <translation>Oogcontact</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>Pauzes</translation>
    </message>
    <message>
        <source>Fillers</source>
        <translation>Stopwoorden</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>no transcript</source>
        <translation>geen transcript</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>niet gemeten</translation>
    </message>
    <message>
        <source>too loud</source>
        <translation>te hard</translation>
    </message>
    <message>
        <source>good</source>
        <translation>goed</translation>
    </message>
    <message>
        <source>soft</source>
        <translation>zacht</translation>
    </message>
    <message>
        <source>{figure} words a minute</source>
        <translation>{figure} woorden per minuut</translation>
    </message>
    <message>
        <source>{figure} % of the time</source>
        <translation>{figure} % van de tijd</translation>
    </message>
    <message>
        <source>{figure} a minute</source>
        <translation>{figure} per minuut</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Takes side by side</source>
        <translation>Opnamen naast elkaar</translation>
    </message>
    <message>
        <source>The best of these takes in that figure</source>
        <translation>Op dat punt de beste van deze opnamen</translation>
    </message>
    <message>
        <source>Watching and listening to your takes…</source>
        <translation>We bekijken en beluisteren je opnamen…</translation>
    </message>
    <message>
        <source>Click a waveform to hear how the take begins.</source>
        <translation>Klik op een golfvorm om te horen hoe de opname begint.</translation>
    </message>
    <message>
        <source>There is no other take to hold this one against.</source>
        <translation>Er is geen andere opname om deze naast te leggen.</translation>
    </message>
    <message>
        <source>These takes are equally good. Choose the one that feels most like you.</source>
        <translation>Deze opnamen zijn even goed. Kies degene waarin je het meest jezelf bent.</translation>
    </message>
    <message>
        <source>“{name}” is the best take.</source>
        <translation>“{name}” is de beste opname.</translation>
    </message>
    <message>
        <source>Not shown, for it could not be measured: {names}.</source>
        <translation>Staat er niet bij, want meten lukte niet: {names}.</translation>
    </message>
</context>
<context>
    <name>CueWave</name>
    <message>
        <source>start {time}</source>
        <translation>begin {time}</translation>
    </message>
    <message>
        <source>end {time}</source>
        <translation>einde {time}</translation>
    </message>
    <message>
        <source>There is no sound here.</source>
        <translation>Hier zit geen geluid in.</translation>
    </message>
    <message>
        <source>The sound around this caption</source>
        <translation>Het geluid rond deze ondertitel</translation>
    </message>
    <message>
        <source>Up and down choose start or end, left and right move it by a frame.</source>
        <translation>Met omhoog en omlaag kies je begin of einde, met links en rechts schuif je het een beeldje.</translation>
    </message>
    <message>
        <source>Reading the sound…</source>
        <translation>Het geluid wordt gelezen…</translation>
    </message>
</context>
<context>
    <name>DevicesPanel</name>
    <message>
        <source>Looking for cameras and microphones…</source>
        <translation>Camera’s en microfoons zoeken…</translation>
    </message>
    <message>
        <source>No camera was found. A phone&apos;s camera address or a video file works too.</source>
        <translation>Er is geen camera gevonden. Het camera-adres van een telefoon of een videobestand werkt ook.</translation>
    </message>
    <message>
        <source>No microphone was found. A sound file works too.</source>
        <translation>Er is geen microfoon gevonden. Een geluidsbestand werkt ook.</translation>
    </message>
    <message>
        <source>Choose a video</source>
        <translation>Kies een video</translation>
    </message>
    <message>
        <source>Choose a sound file</source>
        <translation>Kies een geluidsbestand</translation>
    </message>
    <message>
        <source>A video file…</source>
        <translation>Een videobestand…</translation>
    </message>
    <message>
        <source>A network address…</source>
        <translation>Een netwerkadres…</translation>
    </message>
    <message>
        <source>A sound file…</source>
        <translation>Een geluidsbestand…</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>Geen microfoon</translation>
    </message>
    <message>
        <source>Your takes</source>
        <translation>Je opnamen</translation>
    </message>
    <message>
        <source>Camera and microphone</source>
        <translation>Camera en microfoon</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Microfoon</translation>
    </message>
    <message>
        <source>Network address of the camera</source>
        <translation>Netwerkadres van de camera</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Gebruik deze</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Zoek opnieuw</translation>
    </message>
</context>
<context>
    <name>FigureCard</name>
    <message>
        <source>{figure} over your weeks</source>
        <translation>{figure} in je weken</translation>
    </message>
    <message>
        <source>{figure} over your takes</source>
        <translation>{figure} in je opnamen</translation>
    </message>
    <message>
        <source>{figure} words a minute</source>
        <translation>{figure} woorden per minuut</translation>
    </message>
    <message>
        <source>{figure} % of the time</source>
        <translation>{figure} % van de tijd</translation>
    </message>
    <message>
        <source>{figure} a minute</source>
        <translation>{figure} per minuut</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Eye contact</source>
        <translation>Oogcontact</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>Pauzes</translation>
    </message>
    <message>
        <source>Fillers</source>
        <translation>Stopwoorden</translation>
    </message>
    <message>
        <source>aim {low}–{high}</source>
        <translation>streef naar {low}–{high}</translation>
    </message>
    <message>
        <source>aim {low} % or more</source>
        <translation>streef naar {low} % of meer</translation>
    </message>
    <message>
        <source>aim {low} or more</source>
        <translation>streef naar {low} of meer</translation>
    </message>
    <message>
        <source>aim {high} or fewer</source>
        <translation>streef naar {high} of minder</translation>
    </message>
    <message>
        <source>Fillers are counted in takes with captions: only there the words are known.</source>
        <translation>Stopwoorden worden geteld in opnamen met ondertitels: alleen daarvan zijn de woorden bekend.</translation>
    </message>
    <message>
        <source>Not measured in these takes.</source>
        <translation>Niet gemeten in deze opnamen.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Practise</source>
        <translation>Oefenen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Vooruitgang</translation>
    </message>
    <message>
        <source>Camera and microphone</source>
        <translation>Camera en microfoon</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
</context>
<context>
    <name>LessonCard</name>
    <message>
        <source>Source: {source}</source>
        <translation>Bron: {source}</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Copied</source>
        <translation>Gekopieerd</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Kopieer details</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
</context>
<context>
    <name>NudgePill</name>
    <message>
        <source>Not now: leave this advice out until the next start</source>
        <translation>Niet nu: laat dit advies weg tot de volgende start</translation>
    </message>
    <message>
        <source>Not now (H)</source>
        <translation>Niet nu (H)</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Kopieer details</translation>
    </message>
</context>
<context>
    <name>PracticePanel</name>
    <message>
        <source>Reached. Go on if you like.</source>
        <translation>Gelukt. Ga gerust nog even door.</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>niet opgenomen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Your takes</source>
        <translation>Je opnamen</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>Oefenen</translation>
    </message>
    <message>
        <source>Nothing is recorded.</source>
        <translation>Er wordt niets opgenomen.</translation>
    </message>
    <message>
        <source>Just practise</source>
        <translation>Gewoon oefenen</translation>
    </message>
    <message>
        <source>Talk freely: the coach gives its hints</source>
        <translation>Praat vrijuit: de coach geeft zijn hints</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Talk as you would in your video. Nothing is recorded.</source>
        <translation>Praat zoals in je video. Er wordt niets opgenomen.</translation>
    </message>
    <message>
        <source>Get ready</source>
        <translation>Maak je klaar</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>nog %n seconde</numerusform>
            <numerusform>nog %n seconden</numerusform>
        </translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Gelukt</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Nog niet</translation>
    </message>
    <message>
        <source>Try this next</source>
        <translation>Probeer dit</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Nog een keer</translation>
    </message>
    <message>
        <source>Next: {drill}</source>
        <translation>Verder: {drill}</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>Everything is erased.</source>
        <translation>Alles is gewist.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ongedaan maken</translation>
    </message>
    <message>
        <source>Your progress</source>
        <translation>Je vooruitgang</translation>
    </message>
    <message>
        <source>Kept on this computer only</source>
        <translation>Alleen op deze computer bewaard</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Opnamen</translation>
    </message>
    <message>
        <source>Weeks</source>
        <translation>Weken</translation>
    </message>
    <message>
        <source>Erase everything</source>
        <translation>Alles wissen</translation>
    </message>
    <message>
        <source>Practised</source>
        <translation>Geoefend</translation>
    </message>
    <message>
        <source>Nothing here yet.
Make a take and look at its report: from then on you see here how you get on.</source>
        <translation>Hier staat nog niets.
Maak een opname en bekijk het rapport: vanaf dan zie je hier hoe het gaat.</translation>
    </message>
    <message>
        <source>Opening line</source>
        <translation>Openingszin</translation>
    </message>
    <message>
        <source>Slow down</source>
        <translation>Rustig tempo</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>Pauzes</translation>
    </message>
    <message>
        <source>Look at the lens</source>
        <translation>Kijk in de lens</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s), goal reached {reached}</source>
        <translation>
            <numerusform>%n keer, doel gehaald: {reached}</numerusform>
            <numerusform>%n keer, doel gehaald: {reached}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n take(s) so far. After two takes in each of two weeks you can read here what changed.</source>
        <translation>
            <numerusform>Tot nu toe %n opname. Na twee opnamen in elk van twee weken lees je hier wat er veranderde.</numerusform>
            <numerusform>Tot nu toe %n opnamen. Na twee opnamen in elk van twee weken lees je hier wat er veranderde.</numerusform>
        </translation>
    </message>
    <message>
        <source>Over the last weeks your figures are steady.</source>
        <translation>In de afgelopen weken bleef alles ongeveer gelijk.</translation>
    </message>
    <message>
        <source>Over the last {weeks} weeks your pace went from {from} to {to} words a minute.</source>
        <translation>In de afgelopen {weeks} weken ging je tempo van {from} naar {to} woorden per minuut.</translation>
    </message>
    <message>
        <source>Over the last {weeks} weeks your eye contact went from {from} to {to} %.</source>
        <translation>In de afgelopen {weeks} weken ging je oogcontact van {from} naar {to} %.</translation>
    </message>
    <message>
        <source>Over the last {weeks} weeks your pauses went from {from} to {to} a minute.</source>
        <translation>In de afgelopen {weeks} weken gingen je pauzes van {from} naar {to} per minuut.</translation>
    </message>
    <message>
        <source>Over the last {weeks} weeks your fillers went from {from} to {to} a minute.</source>
        <translation>In de afgelopen {weeks} weken gingen je stopwoorden van {from} naar {to} per minuut.</translation>
    </message>
</context>
<context>
    <name>RecordScreen</name>
    <message>
        <source>No microphone</source>
        <translation>Geen microfoon</translation>
    </message>
    <message>
        <source>No sound yet</source>
        <translation>Nog geen geluid</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Zacht</translation>
    </message>
    <message>
        <source>Good level</source>
        <translation>Goed volume</translation>
    </message>
    <message>
        <source>Too loud</source>
        <translation>Te hard</translation>
    </message>
    <message>
        <source>Microphone level</source>
        <translation>Volume van de microfoon</translation>
    </message>
    <message>
        <source>Your picture, as in a mirror</source>
        <translation>Je beeld, als in een spiegel</translation>
    </message>
    <message>
        <source>Length of this take</source>
        <translation>Lengte van deze opname</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleer</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Neem op</translation>
    </message>
    <message>
        <source>Stop: space bar</source>
        <translation>Stop: spatiebalk</translation>
    </message>
    <message>
        <source>Cancel: Esc</source>
        <translation>Annuleer: Esc</translation>
    </message>
    <message>
        <source>Record: space bar</source>
        <translation>Neem op: spatiebalk</translation>
    </message>
    <message>
        <source>Recording can start when the clip is finished</source>
        <translation>Opnemen kan weer als de clip klaar is</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Opname loopt</translation>
    </message>
    <message>
        <source>Get ready</source>
        <translation>Maak je klaar</translation>
    </message>
    <message>
        <source>Saving your take…</source>
        <translation>Je opname wordt bewaard…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Klaar om op te nemen</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>Opgeslagen als “{name}”.</translation>
    </message>
    <message>
        <source>Save as page…</source>
        <translation>Opslaan als pagina…</translation>
    </message>
    <message>
        <source>Compare takes</source>
        <translation>Opnamen vergelijken</translation>
    </message>
    <message>
        <source>Make the clip</source>
        <translation>Maak de clip</translation>
    </message>
    <message>
        <source>What went well</source>
        <translation>Wat goed ging</translation>
    </message>
    <message>
        <source>Your take in time</source>
        <translation>Je opname in de tijd</translation>
    </message>
    <message>
        <source>Click to listen. Or walk with ← and →, Enter plays, Space stops.</source>
        <translation>Klik om te luisteren. Of loop met ← en →, Enter speelt af, spatie stopt.</translation>
    </message>
    <message>
        <source>The band is what to aim for. Hatched: you looked away.</source>
        <translation>De band is waar je naar streeft. Gearceerd: je keek weg.</translation>
    </message>
    <message>
        <source>Watching and listening to your take…</source>
        <translation>We bekijken en beluisteren je opname…</translation>
    </message>
    <message>
        <source>Nothing to change</source>
        <translation>Niets te veranderen</translation>
    </message>
    <message>
        <source>One thing to change</source>
        <translation>Eén ding om te veranderen</translation>
    </message>
    <message>
        <source>Two things to change</source>
        <translation>Twee dingen om te veranderen</translation>
    </message>
    <message>
        <source>Nothing stands out. Do it just like this.</source>
        <translation>Er valt niets op. Doe het precies zo.</translation>
    </message>
    <message>
        <source>{pace} words a minute</source>
        <translation>{pace} woorden per minuut</translation>
    </message>
</context>
<context>
    <name>RoomPanel</name>
    <message>
        <source>Camera height</source>
        <translation>Hoogte van de camera</translation>
    </message>
    <message>
        <source>Light on your face</source>
        <translation>Licht op je gezicht</translation>
    </message>
    <message>
        <source>Light behind you</source>
        <translation>Licht achter je</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Achtergrond</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Microfoon</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Geluid in de kamer</translation>
    </message>
    <message>
        <source>Echo</source>
        <translation>Galm</translation>
    </message>
    <message>
        <source>Disk space</source>
        <translation>Ruimte op de schijf</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>Accu</translation>
    </message>
    <message>
        <source>Staying awake</source>
        <translation>Wakker blijven</translation>
    </message>
    <message>
        <source>mend this first</source>
        <translation>eerst dit</translation>
    </message>
    <message>
        <source>could be better</source>
        <translation>kan beter</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>niet bekend</translation>
    </message>
    <message>
        <source>good</source>
        <translation>goed</translation>
    </message>
    <message>
        <source>{count} things could be better:</source>
        <translation>{count} dingen kunnen beter:</translation>
    </message>
    <message>
        <source>One thing could be better:</source>
        <translation>Eén ding kan beter:</translation>
    </message>
    <message>
        <source>What we could see and hear is good.</source>
        <translation>Wat we konden zien en horen is goed.</translation>
    </message>
    <message>
        <source>All is well. You can begin.</source>
        <translation>Alles is in orde. Je kunt beginnen.</translation>
    </message>
    <message>
        <source>Be quiet for a moment…</source>
        <translation>Wees even stil…</translation>
    </message>
    <message>
        <source>Now say one sentence aloud</source>
        <translation>Zeg nu hardop één zin</translation>
    </message>
    <message>
        <source>Sit as you will in your video. We listen to the room.</source>
        <translation>Zit zoals je straks in je video zit. We luisteren naar de kamer.</translation>
    </message>
    <message>
        <source>For example: “Good morning. I would like to tell you what we are working on this week.”</source>
        <translation>Bijvoorbeeld: ‘Goedemorgen. Ik vertel je graag waar we deze week aan werken.’</translation>
    </message>
    <message>
        <source>Your takes</source>
        <translation>Je opnamen</translation>
    </message>
    <message>
        <source>Room check</source>
        <translation>Kamer controleren</translation>
    </message>
    <message>
        <source>The check made way for your take.</source>
        <translation>De controle is gestopt voor je opname.</translation>
    </message>
    <message>
        <source>As soon as you see yourself, the check can begin.</source>
        <translation>Zodra je jezelf ziet, kan de controle beginnen.</translation>
    </message>
    <message>
        <source>Start the check</source>
        <translation>Start de controle</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Nog eens controleren</translation>
    </message>
</context>
<context>
    <name>StageNote</name>
    <message>
        <source>Copied</source>
        <translation>Gekopieerd</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Probeer opnieuw</translation>
    </message>
    <message>
        <source>Choose another</source>
        <translation>Kies een andere</translation>
    </message>
    <message>
        <source>Use a file</source>
        <translation>Gebruik een bestand</translation>
    </message>
    <message>
        <source>Go on without sound</source>
        <translation>Ga door zonder geluid</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Kopieer details</translation>
    </message>
    <message>
        <source>Opening the camera…</source>
        <translation>De camera wordt geopend…</translation>
    </message>
</context>
<context>
    <name>TakesDesk</name>
    <message>
        <source>Take</source>
        <translation>Opname</translation>
    </message>
</context>
<context>
    <name>TakesPanel</name>
    <message numerus="yes">
        <source>%n recording(s) were cut off. What was recorded is safe.</source>
        <translation>
            <numerusform>%n opname is afgebroken. Wat was opgenomen, is veilig.</numerusform>
            <numerusform>%n opnamen zijn afgebroken. Wat was opgenomen, is veilig.</numerusform>
        </translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Herstel</translation>
    </message>
    <message>
        <source>“{take}” is in the bin.</source>
        <translation>‘{take}’ ligt in de prullenbak.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ongedaan maken</translation>
    </message>
    <message>
        <source>That recording is not in its folder any more.</source>
        <translation>Die opname staat niet meer in haar map.</translation>
    </message>
    <message>
        <source>Your takes</source>
        <translation>Je opnamen</translation>
    </message>
    <message>
        <source>Your recordings appear here.
Press the big button, or the space bar, to make the first one.</source>
        <translation>Hier komen je opnamen.
Druk op de grote knop of de spatiebalk voor de eerste.</translation>
    </message>
    <message>
        <source>Make the clip</source>
        <translation>Maak de clip</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Ondertitels</translation>
    </message>
    <message>
        <source>Read and correct the captions</source>
        <translation>Lees en verbeter de ondertitels</translation>
    </message>
    <message>
        <source>What went well, and what to change</source>
        <translation>Wat goed ging, en wat je kunt veranderen</translation>
    </message>
    <message>
        <source>Check the room first (10 seconds)</source>
        <translation>Controleer eerst de kamer (10 seconden)</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Speel af</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Toon in map</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>Naar de prullenbak</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Vandaag</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gisteren</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>Hersteld</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>a pause of {seconds} s</source>
        <translation>een pauze van {seconds} s</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>a sound between the words</source>
        <translation>een klank tussen de woorden</translation>
    </message>
    <message>
        <source>you look away for {seconds} s</source>
        <translation>je kijkt {seconds} s weg</translation>
    </message>
    <message>
        <source>your eyes could not be seen for {seconds} s</source>
        <translation>je ogen waren {seconds} s niet te zien</translation>
    </message>
    <message>
        <source>a fast stretch: {pace} words a minute</source>
        <translation>een snel stuk: {pace} woorden per minuut</translation>
    </message>
    <message>
        <source>a slow stretch: {pace} words a minute</source>
        <translation>een langzaam stuk: {pace} woorden per minuut</translation>
    </message>
    <message>
        <source>listen from here</source>
        <translation>luister vanaf hier</translation>
    </message>
    <message>
        <source>{pace} words a minute</source>
        <translation>{pace} woorden per minuut</translation>
    </message>
    <message>
        <source>you look into the lens</source>
        <translation>je kijkt in de lens</translation>
    </message>
    <message>
        <source>softer than the aim</source>
        <translation>zachter dan het streven</translation>
    </message>
    <message>
        <source>louder than the aim</source>
        <translation>harder dan het streven</translation>
    </message>
    <message>
        <source>a good level</source>
        <translation>een goed volume</translation>
    </message>
    <message>
        <source>aim {from}–{to}</source>
        <translation>streef: {from}–{to}</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Eye contact</source>
        <translation>Oogcontact</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>Pauzes</translation>
    </message>
    <message>
        <source>Fillers</source>
        <translation>Stopwoorden</translation>
    </message>
    <message>
        <source>too little speech</source>
        <translation>te weinig spraak</translation>
    </message>
    <message>
        <source>not for this language</source>
        <translation>niet voor deze taal</translation>
    </message>
    <message>
        <source>no voice was heard</source>
        <translation>er was geen stem te horen</translation>
    </message>
    <message>
        <source>your eyes could not be seen</source>
        <translation>je ogen waren niet te zien</translation>
    </message>
    <message>
        <source>none of half a second or more</source>
        <translation>geen van een halve seconde of langer</translation>
    </message>
    <message>
        <source>no transcript</source>
        <translation>geen transcript</translation>
    </message>
    <message>
        <source>none were heard</source>
        <translation>geen gehoord</translation>
    </message>
    <message numerus="yes">
        <source>%n pause(s)</source>
        <translation>
            <numerusform>%n pauze</numerusform>
            <numerusform>%n pauzes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n filler(s)</source>
        <translation>
            <numerusform>%n stopwoord</numerusform>
            <numerusform>%n stopwoorden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n look(s) away</source>
        <translation>
            <numerusform>%n keer weggekeken</numerusform>
            <numerusform>%n keer weggekeken</numerusform>
        </translation>
    </message>
    <message>
        <source>Left and right walk from mark to mark, Enter plays.</source>
        <translation>Links en rechts lopen van punt naar punt, Enter speelt af.</translation>
    </message>
    <message>
        <source>Your take in time</source>
        <translation>Je opname in de tijd</translation>
    </message>
</context>
<context>
    <name>ToChange</name>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Why and how</source>
        <translation>Waarom en hoe</translation>
    </message>
</context>
<context>
    <name>UpdatesPage</name>
    <message>
        <source>Looking for a newer version…</source>
        <translation>Zoeken naar een nieuwere versie…</translation>
    </message>
    <message>
        <source>Made on {date}</source>
        <translation>Gemaakt op {date}</translation>
    </message>
    <message>
        <source>There is a newer version: {version}</source>
        <translation>Er is een nieuwere versie: {version}</translation>
    </message>
    <message>
        <source>You have the newest version.</source>
        <translation>Je hebt de nieuwste versie.</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>Open de map</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Open in de browser</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Updates</translation>
    </message>
    <message>
        <source>You have version {version}</source>
        <translation>Je hebt versie {version}</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Zoek opnieuw</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Wat er veranderd is</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Waar je het vindt</translation>
    </message>
    <message>
        <source>Producer downloads and installs nothing by itself, and looks only when you ask.</source>
        <translation>Producer haalt en installeert niets uit zichzelf, en zoekt alleen als jij erom vraagt.</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Choose another file.</source>
        <translation>Kies een ander bestand.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, copy the details for whoever helps you.</source>
        <translation>Probeer het opnieuw. Gebeurt het weer, kopieer dan de details voor wie je helpt.</translation>
    </message>
    <message>
        <source>Tell your IT department; the details help them. Producer works as before.</source>
        <translation>Vertel het je IT-afdeling; de details helpen ze. Producer werkt gewoon door.</translation>
    </message>
    <message>
        <source>What was found is not something that Producer can read.</source>
        <translation>Wat er gevonden is, kan Producer niet lezen.</translation>
    </message>
    <message>
        <source>The file {path} is not there any more.</source>
        <translation>Het bestand {path} is er niet meer.</translation>
    </message>
    <message>
        <source>The file {path} is empty.</source>
        <translation>Het bestand {path} is leeg.</translation>
    </message>
    <message>
        <source>{path} is a folder.</source>
        <translation>{path} is een map.</translation>
    </message>
    <message>
        <source>There is no picture or sound in {path} that can be read.</source>
        <translation>In {path} zit geen beeld of geluid dat gelezen kan worden.</translation>
    </message>
    <message>
        <source>There is no picture in {path}.</source>
        <translation>In {path} zit geen beeld.</translation>
    </message>
    <message>
        <source>There is no sound in {path}.</source>
        <translation>In {path} zit geen geluid.</translation>
    </message>
    <message>
        <source>Choose another recording, or make the clip without captions.</source>
        <translation>Kies een andere opname, of maak de clip zonder ondertitels.</translation>
    </message>
    <message>
        <source>There is no loudspeaker or headphones to play this with.</source>
        <translation>Er is geen luidspreker of koptelefoon om dit mee af te spelen.</translation>
    </message>
    <message>
        <source>Plug one in, or choose one in the system&apos;s sound settings.</source>
        <translation>Sluit er een aan, of kies er een in de geluidsinstellingen van het systeem.</translation>
    </message>
    <message>
        <source>The file {path} cannot be read.</source>
        <translation>Het bestand {path} kan niet gelezen worden.</translation>
    </message>
    <message>
        <source>{path} cannot be opened: another program uses it, or you may not read it.</source>
        <translation>{path} kan niet worden geopend: een ander programma gebruikt het, of je mag het niet lezen.</translation>
    </message>
    <message>
        <source>Close the program that uses it, or ask for the right to read it.</source>
        <translation>Sluit het programma dat het gebruikt, of vraag om het te mogen lezen.</translation>
    </message>
    <message>
        <source>{path} changed while it was heard: it is still being copied or recorded.</source>
        <translation>{path} veranderde tijdens het beluisteren: het wordt nog gekopieerd of opgenomen.</translation>
    </message>
    <message>
        <source>Wait until it is whole, and try again.</source>
        <translation>Wacht tot het compleet is en probeer opnieuw.</translation>
    </message>
    <message>
        <source>There is no speech model on this computer yet.</source>
        <translation>Er staat nog geen spraakmodel op deze computer.</translation>
    </message>
    <message>
        <source>Run “producer models fetch small” once, ask your IT team, or use your script.</source>
        <translation>Voer één keer “producer models fetch small” uit, vraag het je IT-team, of gebruik je script.</translation>
    </message>
    <message>
        <source>The file {path} is not plain text.</source>
        <translation>Het bestand {path} is geen gewone tekst.</translation>
    </message>
    <message>
        <source>{path} cannot be saved there.</source>
        <translation>{path} kan daar niet bewaard worden.</translation>
    </message>
    <message>
        <source>Choose another folder, or ask for the right to write in it.</source>
        <translation>Kies een andere map, of vraag om schrijfrechten.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>De schijf is vol.</translation>
    </message>
    <message>
        <source>Free some space and try again. What was recorded so far is kept.</source>
        <translation>Maak ruimte vrij en probeer het opnieuw. Wat al was opgenomen, is bewaard.</translation>
    </message>
    <message>
        <source>A part of Producer is missing: the tool that makes video.</source>
        <translation>Er ontbreekt een deel van Producer: het onderdeel dat video maakt.</translation>
    </message>
    <message>
        <source>Install Producer again. Your recordings stay where they are.</source>
        <translation>Installeer Producer opnieuw. Je opnamen blijven staan.</translation>
    </message>
    <message>
        <source>Making the video did not work. Your recording is safe.</source>
        <translation>De video maken is niet gelukt. Je opname is veilig.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Gestopt.</translation>
    </message>
    <message>
        <source>The end of {path} is missing.</source>
        <translation>Het einde van {path} ontbreekt.</translation>
    </message>
    <message>
        <source>Copy or export that file again.</source>
        <translation>Kopieer of exporteer dat bestand opnieuw.</translation>
    </message>
    <message>
        <source>No voice was heard in {path}.</source>
        <translation>In {path} is geen stem gehoord.</translation>
    </message>
    <message>
        <source>Check the microphone and record again, or make the clip without captions.</source>
        <translation>Controleer de microfoon en neem opnieuw op, of maak de clip zonder ondertitels.</translation>
    </message>
    <message>
        <source>There is no camera here.</source>
        <translation>Er is hier geen camera.</translation>
    </message>
    <message>
        <source>Plug one in and try again, choose another, or use a file.</source>
        <translation>Sluit er een aan en probeer opnieuw, kies een andere of gebruik een bestand.</translation>
    </message>
    <message>
        <source>Another program is using the camera.</source>
        <translation>Een ander programma gebruikt de camera.</translation>
    </message>
    <message>
        <source>Close the other program (a meeting, say) and try again.</source>
        <translation>Sluit het andere programma (een vergadering bijvoorbeeld) en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>Producer may not use the camera.</source>
        <translation>Producer mag de camera niet gebruiken.</translation>
    </message>
    <message>
        <source>Allow it in the privacy settings of this computer, then try again.</source>
        <translation>Sta het toe in de privacy-instellingen van deze computer en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>The network camera does not answer.</source>
        <translation>De netwerkcamera antwoordt niet.</translation>
    </message>
    <message>
        <source>Check its address and that both are on the same network, then try again.</source>
        <translation>Controleer het adres en of beide op hetzelfde netwerk zitten, en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>There is no microphone here.</source>
        <translation>Er is hier geen microfoon.</translation>
    </message>
    <message>
        <source>Plug one in and try again, choose another, or go on without sound.</source>
        <translation>Sluit er een aan en probeer opnieuw, kies een andere of ga door zonder geluid.</translation>
    </message>
    <message>
        <source>Another program is using the microphone.</source>
        <translation>Een ander programma gebruikt de microfoon.</translation>
    </message>
    <message>
        <source>Close the other program and try again, or choose another microphone.</source>
        <translation>Sluit het andere programma en probeer opnieuw, of kies een andere microfoon.</translation>
    </message>
    <message>
        <source>Producer may not use the microphone.</source>
        <translation>Producer mag de microfoon niet gebruiken.</translation>
    </message>
    <message>
        <source>The camera gives no picture.</source>
        <translation>De camera geeft geen beeld.</translation>
    </message>
    <message>
        <source>Close other programs that use it, plug it in again, or choose another.</source>
        <translation>Sluit andere programma’s die hem gebruiken, sluit hem opnieuw aan of kies een andere.</translation>
    </message>
    <message>
        <source>The microphone gives no sound.</source>
        <translation>De microfoon geeft geen geluid.</translation>
    </message>
    <message>
        <source>Plug it in again, choose another, or go on without sound.</source>
        <translation>Sluit hem opnieuw aan, kies een andere of ga door zonder geluid.</translation>
    </message>
    <message>
        <source>This computer lacks a part for sound: PortAudio.</source>
        <translation>Op deze computer ontbreekt een onderdeel voor geluid: PortAudio.</translation>
    </message>
    <message>
        <source>Install it (Debian, Ubuntu: sudo apt install libportaudio2), or go on without.</source>
        <translation>Installeer het (Debian, Ubuntu: sudo apt install libportaudio2), of ga door zonder geluid.</translation>
    </message>
    <message>
        <source>The clip was checked and was not right, so it was not kept. Your take is safe.</source>
        <translation>De clip is gecontroleerd en klopte niet, dus hij is niet bewaard. Je opname is veilig.</translation>
    </message>
    <message>
        <source>No words were heard in {path}.</source>
        <translation>In {path} zijn geen woorden gehoord.</translation>
    </message>
    <message>
        <source>Choose the language, paste your script, or make the clip without captions.</source>
        <translation>Kies de gesproken taal, plak je tekst, of maak de clip zonder ondertitels.</translation>
    </message>
    <message>
        <source>Listening stopped half-way. Your recording is safe.</source>
        <translation>Het luisteren stopte halverwege. Je opname is veilig.</translation>
    </message>
    <message>
        <source>Try again, or paste your script for the captions.</source>
        <translation>Probeer het opnieuw, of plak je tekst voor de ondertitels.</translation>
    </message>
    <message>
        <source>Listening did not work. Your recording is safe.</source>
        <translation>Luisteren is niet gelukt. Je opname is veilig.</translation>
    </message>
    <message>
        <source>{path} could not be moved to the bin.</source>
        <translation>{path} kon niet naar de prullenbak.</translation>
    </message>
    <message>
        <source>It is still where it was. You can delete it in its folder.</source>
        <translation>De opname staat er nog. Je kunt haar in de map verwijderen.</translation>
    </message>
    <message>
        <source>{path} could not be brought back.</source>
        <translation>{path} kon niet worden teruggezet.</translation>
    </message>
    <message>
        <source>It is in the bin of this computer; put it back from there.</source>
        <translation>De opname ligt in de prullenbak van deze computer; zet haar daar terug.</translation>
    </message>
    <message>
        <source>That recording was cut off before its first picture, so there is nothing to keep.</source>
        <translation>Die opname is afgebroken vóór het eerste beeld, dus er is niets te bewaren.</translation>
    </message>
    <message>
        <source>Record it again.</source>
        <translation>Neem het opnieuw op.</translation>
    </message>
    <message>
        <source>What your organisation has decided for Producer cannot be read.</source>
        <translation>Wat je organisatie voor Producer heeft ingesteld, kan niet worden gelezen.</translation>
    </message>
    <message>
        <source>Nobody has told Producer where to look for updates.</source>
        <translation>Niemand heeft Producer verteld waar het naar updates kan zoeken.</translation>
    </message>
    <message>
        <source>Ask your IT department for a new version. The details tell them how to set this.</source>
        <translation>Vraag je IT-afdeling om een nieuwe versie. In de details staat hoe ze dit instellen.</translation>
    </message>
    <message>
        <source>Nobody has told Producer whose updates it may believe.</source>
        <translation>Niemand heeft Producer verteld wiens updates het mag vertrouwen.</translation>
    </message>
    <message>
        <source>The place to look for updates is not a safe address.</source>
        <translation>De plek om naar updates te zoeken is geen veilig adres.</translation>
    </message>
    <message>
        <source>The place to look for updates leads on to one that is not safe.</source>
        <translation>De plek om naar updates te zoeken verwijst door naar een plek die niet veilig is.</translation>
    </message>
    <message>
        <source>{host} could not prove that it is who it says it is.</source>
        <translation>{host} kon niet bewijzen dat het is wie het zegt te zijn.</translation>
    </message>
    <message>
        <source>There is no answer from {host}. Perhaps you are not online; that is fine.</source>
        <translation>Er komt geen antwoord van {host}. Misschien ben je niet online; dat geeft niet.</translation>
    </message>
    <message>
        <source>Producer works as before. Look again on your organisation&apos;s network.</source>
        <translation>Producer werkt gewoon door. Zoek opnieuw op het netwerk van je organisatie.</translation>
    </message>
    <message>
        <source>What was found is about another program.</source>
        <translation>Wat er gevonden is, gaat over een ander programma.</translation>
    </message>
    <message>
        <source>What was found is not signed by your organisation, so it is not believed.</source>
        <translation>Wat er gevonden is, is niet ondertekend door je organisatie en wordt daarom niet vertrouwd.</translation>
    </message>
    <message>
        <source>What was found is older than what was seen before, so it is not believed.</source>
        <translation>Wat er gevonden is, is ouder dan wat er eerder te zien was en wordt daarom niet vertrouwd.</translation>
    </message>
    <message>
        <source>What was found is too old to be believed.</source>
        <translation>Wat er gevonden is, is te oud om te vertrouwen.</translation>
    </message>
    <message>
        <source>Check the date of this computer. If that is right, tell your IT department.</source>
        <translation>Kijk of de datum van deze computer klopt. Zo ja, vertel het dan je IT-afdeling.</translation>
    </message>
    <message>
        <source>The camera does not work.</source>
        <translation>De camera werkt niet.</translation>
    </message>
    <message>
        <source>Check that it is plugged in and that no other program uses it, or choose another.</source>
        <translation>Controleer of hij is aangesloten en of geen ander programma hem gebruikt, of kies een andere.</translation>
    </message>
    <message>
        <source>The microphone does not work.</source>
        <translation>De microfoon werkt niet.</translation>
    </message>
    <message>
        <source>Check that it is plugged in, or choose another.</source>
        <translation>Controleer of hij is aangesloten, of kies een andere.</translation>
    </message>
    <message>
        <source>The camera or the microphone does not work.</source>
        <translation>De camera of de microfoon werkt niet.</translation>
    </message>
    <message>
        <source>Check that both are plugged in, or choose others.</source>
        <translation>Controleer of beide zijn aangesloten, of kies andere.</translation>
    </message>
    <message>
        <source>The speech model cannot be used.</source>
        <translation>Het spraakmodel kan niet gebruikt worden.</translation>
    </message>
    <message>
        <source>Paste your script for the captions, or make the clip without captions.</source>
        <translation>Plak je tekst voor de ondertitels, of maak de clip zonder ondertitels.</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>Het bestand kon niet bewaard worden.</translation>
    </message>
    <message>
        <source>Check that there is room on the disk, or choose another folder.</source>
        <translation>Controleer of er ruimte is op de schijf, of kies een andere map.</translation>
    </message>
    <message>
        <source>That file or value cannot be used.</source>
        <translation>Dat bestand of die waarde kan niet gebruikt worden.</translation>
    </message>
    <message>
        <source>Producer does not know whether there is a newer version.</source>
        <translation>Producer weet niet of er een nieuwere versie is.</translation>
    </message>
    <message>
        <source>That did not work. Your recordings are safe.</source>
        <translation>Dat is niet gelukt. Je opnamen zijn veilig.</translation>
    </message>
    <message>
        <source>Something went wrong that should not have. Your recordings are safe.</source>
        <translation>Er ging iets mis dat niet had mogen misgaan. Je opnamen zijn veilig.</translation>
    </message>
    <message>
        <source>The camera has stopped giving a picture.</source>
        <translation>De camera geeft geen beeld meer.</translation>
    </message>
    <message>
        <source>What was recorded is kept. Plug the camera in and try again, or choose another.</source>
        <translation>Wat was opgenomen, is bewaard. Sluit de camera aan en probeer opnieuw, of kies een andere.</translation>
    </message>
    <message>
        <source>The microphone has stopped giving sound.</source>
        <translation>De microfoon geeft geen geluid meer.</translation>
    </message>
    <message>
        <source>What was recorded is kept. Plug the microphone in and try again, or choose another.</source>
        <translation>Wat was opgenomen, is bewaard. Sluit de microfoon aan en probeer opnieuw, of kies een andere.</translation>
    </message>
    <message>
        <source>This computer cannot keep up; some pictures are missing.</source>
        <translation>Deze computer kan het niet bijhouden; er ontbreken beelden.</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>Sluit andere programma’s.</translation>
    </message>
    <message>
        <source>This computer is busy; recording goes on in a lighter way.</source>
        <translation>Deze computer is druk; de opname gaat op een lichtere manier door.</translation>
    </message>
    <message>
        <source>The disk is almost full.</source>
        <translation>De schijf is bijna vol.</translation>
    </message>
    <message>
        <source>Finish soon.</source>
        <translation>Rond snel af.</translation>
    </message>
    <message>
        <source>The file has come to its end.</source>
        <translation>Het bestand is afgelopen.</translation>
    </message>
    <message>
        <source>Try again to play it from the start, or choose another.</source>
        <translation>Probeer opnieuw om het vanaf het begin af te spelen, of kies een ander.</translation>
    </message>
</context>
<context>
    <name>steps</name>
    <message>
        <source>Getting the sound ready…</source>
        <translation>Het geluid wordt klaargezet…</translation>
    </message>
    <message>
        <source>Listening to what you said…</source>
        <translation>Luisteren naar wat je zei…</translation>
    </message>
    <message>
        <source>Measuring the sound…</source>
        <translation>Het geluid wordt gemeten…</translation>
    </message>
    <message>
        <source>Making the clip…</source>
        <translation>De clip wordt gemaakt…</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>Bezig…</translation>
    </message>
</context>
</TS>
