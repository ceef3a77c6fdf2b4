<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AgreementWindow</name>
    <message numerus="yes">
        <source>%Ln figures, {0} of them undefined (the note says why).</source>
        <translation>
            <numerusform>%Ln figure, {0} of them undefined (the note says why).</numerusform>
            <numerusform>%Ln figures, {0} of them undefined (the note says why).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CodebookChanges</name>
    <message numerus="yes">
        <source>%Ln codings get another code ({0}).</source>
        <translation>
            <numerusform>%Ln coding gets another code ({0}).</numerusform>
            <numerusform>%Ln codings get another code ({0}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The meaning of %Ln codings changes: they are compared with later ones only when told so.</source>
        <translation>
            <numerusform>The meaning of %Ln coding changes: it is compared with later ones only when told so.</numerusform>
            <numerusform>The meaning of %Ln codings changes: they are compared with later ones only when told so.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsModel</name>
    <message numerus="yes">
        <source>{0} of %Ln facets done</source>
        <translation>
            <numerusform>{0} of %Ln facet done</numerusform>
            <numerusform>{0} of %Ln facets done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln codings, {0}</source>
        <translation>
            <numerusform>%Ln coding, {0}</numerusform>
            <numerusform>%Ln codings, {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EncodingDialog</name>
    <message numerus="yes">
        <source>Read the other %Ln files so, too</source>
        <translation>
            <numerusform>Read the other file so, too</numerusform>
            <numerusform>Read the other %Ln files so, too</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>Wrote %Ln files to {0}.</source>
        <translation>
            <numerusform>Wrote %Ln file to {0}.</numerusform>
            <numerusform>Wrote %Ln files to {0}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> %Ln things did not fit; {0} lists them.</source>
        <translation>
            <numerusform> %Ln thing did not fit; {0} lists it.</numerusform>
            <numerusform> %Ln things did not fit; {0} lists them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%Ln codings</source>
        <translation>
            <numerusform>%Ln coding</numerusform>
            <numerusform>%Ln codings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln done marks</source>
        <translation>
            <numerusform>%Ln done mark</numerusform>
            <numerusform>%Ln done marks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln codings are here already.</source>
        <translation>
            <numerusform>%Ln coding is here already.</numerusform>
            <numerusform>%Ln codings are here already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln codings are left out by the table of names.</source>
        <translation>
            <numerusform>%Ln coding is left out by the table of names.</numerusform>
            <numerusform>%Ln codings are left out by the table of names.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>{0} to {1} does not lie in the text, which has %Ln characters.</source>
        <translation>
            <numerusform>{0} to {1} does not lie in the text, which has %Ln character.</numerusform>
            <numerusform>{0} to {1} does not lie in the text, which has %Ln characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln occurrences</source>
        <translation>
            <numerusform>%Ln occurrence</numerusform>
            <numerusform>%Ln occurrences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln suggestions</source>
        <translation>
            <numerusform>%Ln suggestion</numerusform>
            <numerusform>%Ln suggestions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Added %Ln documents.</source>
        <translation>
            <numerusform>Added %Ln document.</numerusform>
            <numerusform>Added %Ln documents.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The codebook has %Ln facets on spans.</source>
        <translation>
            <numerusform>The codebook has %Ln facet on spans.</numerusform>
            <numerusform>The codebook has %Ln facets on spans.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln documents</source>
        <translation>
            <numerusform>in %Ln document</numerusform>
            <numerusform>in %Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Prehighlighter</name>
    <message numerus="yes">
        <source>%Ln suggestions</source>
        <translation>
            <numerusform>%Ln suggestion</numerusform>
            <numerusform>%Ln suggestions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln documents</source>
        <translation>
            <numerusform>in %Ln document</numerusform>
            <numerusform>in %Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message numerus="yes">
        <source>%Ln codings</source>
        <translation>
            <numerusform>%Ln coding</numerusform>
            <numerusform>%Ln codings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln documents</source>
        <translation>
            <numerusform>in %Ln document</numerusform>
            <numerusform>in %Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressWindow</name>
    <message numerus="yes">
        <source>%Ln codings</source>
        <translation>
            <numerusform>%Ln coding</numerusform>
            <numerusform>%Ln codings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RetrievalWindow</name>
    <message numerus="yes">
        <source>%Ln segments; a double click or Enter shows one in the text.</source>
        <translation>
            <numerusform>%Ln segment; a double click or Enter shows it in the text.</numerusform>
            <numerusform>%Ln segments; a double click or Enter shows one in the text.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchDock</name>
    <message numerus="yes">
        <source>%Ln hits</source>
        <translation>
            <numerusform>%Ln hit</numerusform>
            <numerusform>%Ln hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%Ln suggestions left</source>
        <translation>
            <numerusform>%Ln suggestion left</numerusform>
            <numerusform>%Ln suggestions left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuggestionsDock</name>
    <message numerus="yes">
        <source>The filter holds back %Ln suggestions.</source>
        <translation>
            <numerusform>The filter holds back %Ln suggestion.</numerusform>
            <numerusform>The filter holds back %Ln suggestions.</numerusform>
        </translation>
    </message>
</context>
</TS>
