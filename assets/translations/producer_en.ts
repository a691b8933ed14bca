<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BatchModel</name>
    <message numerus="yes">
        <source>%n caption(s)</source>
        <translation>
            <numerusform>%n caption</numerusform>
            <numerusform>%n captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n to look at</numerusform>
            <numerusform>%n to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchPage</name>
    <message numerus="yes">
        <source>%n file(s) captioned.</source>
        <translation>
            <numerusform>%n file captioned.</numerusform>
            <numerusform>%n files captioned.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be: each says why.</source>
        <translation>
            <numerusform>%n could not be: it says why.</numerusform>
            <numerusform>%n could not be: each says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n came later: start again for it.</source>
        <translation>
            <numerusform>%n came later: start again for it.</numerusform>
            <numerusform>%n came later: start again for them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptionPage</name>
    <message numerus="yes">
        <source>%n caption(s)</source>
        <translation>
            <numerusform>%n caption</numerusform>
            <numerusform>%n captions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptionView</name>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n to look at</numerusform>
            <numerusform>%n to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClipPanel</name>
    <message numerus="yes">
        <source>%n clip(s) ready</source>
        <translation>
            <numerusform>%n clip ready</numerusform>
            <numerusform>%n clips ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PracticePanel</name>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message numerus="yes">
        <source>%n time(s), goal reached {reached}</source>
        <translation>
            <numerusform>%n time, goal reached {reached}</numerusform>
            <numerusform>%n times, goal reached {reached}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n take(s) so far. After two takes in each of two weeks you can read here what changed.</source>
        <translation>
            <numerusform>%n take so far. After two takes in each of two weeks you can read here what changed.</numerusform>
            <numerusform>%n takes so far. After two takes in each of two weeks you can read here what changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TakesPanel</name>
    <message numerus="yes">
        <source>%n recording(s) were cut off. What was recorded is safe.</source>
        <translation>
            <numerusform>%n recording was cut off. What was recorded is safe.</numerusform>
            <numerusform>%n recordings were cut off. What was recorded is safe.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message numerus="yes">
        <source>%n pause(s)</source>
        <translation>
            <numerusform>%n pause</numerusform>
            <numerusform>%n pauses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n filler(s)</source>
        <translation>
            <numerusform>%n filler</numerusform>
            <numerusform>%n fillers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n look(s) away</source>
        <translation>
            <numerusform>%n look away</numerusform>
            <numerusform>%n looks away</numerusform>
        </translation>
    </message>
</context>
</TS>
