<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
    <name>TakesPanel</name>
    <message numerus="yes">
        <source>%n recording(s) were cut off. What was recorded is safe.</source>
        <translation>
            <numerusform>%n recording was cut off. What was recorded is safe.</numerusform>
            <numerusform>%n recordings were cut off. What was recorded is safe.</numerusform>
        </translation>
    </message>
</context>
</TS>
