"""Every act of the window as data: its name, words, keys, icon and menu. Menus, cheat sheet and palette are made of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`name` is the QAction's objectName. `menu` is where it stands ("Code/Favourites": in a menu of that menu); a rule
    comes before it where `rule` is set."""

    name: str
    text: str
    keys: tuple[str, ...]
    menu: str
    icon: str = ""
    rule: bool = False
    checkable: bool = False
    hint: str = ""


SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("newProject", "New project…", ("Ctrl+N",), "Project", "new"),
    ActionSpec("openProject", "Open project…", ("Ctrl+O",), "Project", "open"),
    ActionSpec("addDocuments", "Add documents…", ("Ctrl+Shift+O",), "Project", "add", True),
    ActionSpec(
        "prehighlight",
        "Pre-highlight",
        ("Ctrl+Shift+H",),
        "Project",
        "prehighlight",
        hint="Suggest codings in what changed",
    ),
    ActionSpec("importCodings", "Import codings…", ("Ctrl+I",), "Project", "import"),
    ActionSpec("exportDataset", "Export a data set…", ("Ctrl+E",), "Project", "export"),
    ActionSpec("openAgreement", "Agreement…", ("Ctrl+R",), "Project", "agreement", hint="How far the coders agree"),
    ActionSpec(
        "showProgress",
        "Progress…",
        ("Ctrl+G",),
        "Project",
        "table",
        hint="Codings and done marks by document, coder and facet",
    ),
    ActionSpec("backUp", "Back up now", ("Ctrl+Shift+B",), "Project", "save", True),
    ActionSpec("restoreBackup", "Put a backup back…", ("Ctrl+Shift+R",), "Project", "history"),
    ActionSpec("quit", "Quit", ("Ctrl+Q",), "Project", "close", True),
    ActionSpec("undo", "Undo", ("Ctrl+Z",), "Edit", "undo"),
    ActionSpec("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Edit", "redo"),
    ActionSpec("find", "Find in document…", ("Ctrl+F", "/"), "Edit", "find", True),
    ActionSpec(
        "searchProject", "Search the project…", ("Ctrl+Shift+F",), "Edit", "find", hint="Documents, codings, memos"
    ),
    ActionSpec(
        "editCodebook",
        "Codebook…",
        ("Ctrl+B",),
        "Edit",
        "codebook",
        hint="Add, rename, merge, split, retire codes; definitions and aliases",
    ),
    ActionSpec("retrieve", "Segments and cross-tables…", ("Ctrl+T",), "Edit", "table"),
    ActionSpec(
        "learnNames",
        "Names to learn…",
        ("Ctrl+L",),
        "Edit",
        "actor",
        hint="Names coded by hand that no alias knows, and rules that are often rejected",
    ),
    ActionSpec(
        "acceptSuggestion", "Accept", ("A", "Return"), "Code", "accept", hint="Take the current suggestion over"
    ),
    ActionSpec(
        "rejectSuggestion",
        "Reject",
        ("X", "Backspace"),
        "Code",
        "reject",
        hint="Reject the current suggestion, or delete the current coding",
    ),
    ActionSpec("nextSuggestion", "Next suggestion", ("N", "J"), "Code", "next"),
    ActionSpec("previousSuggestion", "Previous suggestion", ("P", "Shift+N"), "Code", "previous"),
    ActionSpec(
        "codeSelection",
        "Code…",
        ("C",),
        "Code",
        "code",
        True,
        hint="Choose a code for the selection, or another one for the current item",
    ),
    ActionSpec("sameAsLast", "Same as last", ("S",), "Code", "", hint="Code the selection as the last one"),
    ActionSpec("codeDocument", "Code the document…", ("Shift+C",), "Code", ""),
    ActionSpec("addCode", "New name: add it as a code", ("K",), "Code", "add", True, hint="And accept; one act"),
    ActionSpec(
        "addAlias",
        "Add this name as an alias…",
        ("L",),
        "Code",
        "",
        hint="Of the current code; a new name is accepted with it",
    ),
    ActionSpec(
        "acceptSameName",
        "Accept all of this name",
        ("Shift+A",),
        "Code/Many at once",
        "accept_all",
        hint="In this document, one act",
    ),
    ActionSpec(
        "acceptShown",
        "Accept all shown",
        ("Ctrl+Shift+A",),
        "Code/Many at once",
        hint="All that the filter lets through, one act",
    ),
    ActionSpec(
        "acceptAbove",
        "Accept all shown above a score…",
        ("Alt+A",),
        "Code/Many at once",
        hint="Choose the score; one act",
    ),
    ActionSpec(
        "codeOccurrences",
        "Code all occurrences",
        ("O",),
        "Code/Many at once",
        "",
        True,
        hint="Every uncoded occurrence of this text in the document, one act",
    ),
    ActionSpec(
        "codeEverywhere",
        "Code all occurrences in the project",
        ("Shift+O",),
        "Code/Many at once",
        hint="In every document, what is left out excluded; one act",
    ),
    ActionSpec(
        "setFavourite",
        "Make this code a favourite…",
        ("F",),
        "Code/Favourites",
        "bookmark",
        hint="On a digit of your choice",
    ),
    *(ActionSpec(f"favourite{n}", f"Favourite {n}", (str(n),), "Code/Favourites", "", n == 1) for n in range(1, 10)),
    *(
        ActionSpec(
            f"attribute{n}", f"{nth} attribute…", (f"F{n + 1}",), "Code/Attributes", "" if n > 1 else "attributes"
        )
        for n, nth in enumerate(("First", "Second", "Third"), start=1)
    ),
    *(
        ActionSpec(
            f"pick{n}",
            f"Pick the {nth} attribute in the text",
            (f"Shift+F{n + 1}",),
            "Code/Attributes",
            "" if n > 1 else "link",
            n == 1,
            hint="Then click a coded actor",
        )
        for n, nth in enumerate(("first", "second", "third"), start=1)
    ),
    ActionSpec("surer", "Surer", ("+",), "Code/Attributes", "", True, hint="Certainty one step up"),
    ActionSpec("lessSure", "Less sure", ("-",), "Code/Attributes", "", hint="Certainty one step down"),
    ActionSpec("growEnd", "End one word on", ("Alt+Right",), "Code/Boundaries"),
    ActionSpec("shrinkEnd", "End one word back", ("Alt+Left",), "Code/Boundaries"),
    ActionSpec("growStart", "Start one word back", ("Alt+Shift+Left",), "Code/Boundaries"),
    ActionSpec("shrinkStart", "Start one word on", ("Alt+Shift+Right",), "Code/Boundaries"),
    ActionSpec("memo", "Memo…", ("M",), "Code", "memo", True),
    ActionSpec("codeMemo", "Memo on the code…", ("Ctrl+M",), "Code", ""),
    ActionSpec("showHistory", "History of this coding…", ("H",), "Code", "history"),
    ActionSpec("deleteCoding", "Delete coding", ("Delete",), "Code", "delete", True),
    ActionSpec("nextDocument", "Next document", ("Ctrl+PgDown", "]"), "Document", "next_document"),
    ActionSpec("previousDocument", "Previous document", ("Ctrl+PgUp", "["), "Document", "previous_document"),
    ActionSpec(
        "markDone",
        "Mark done",
        ("D",),
        "Document",
        "done",
        hint="All facets of this document; nothing found is a finding too",
    ),
    ActionSpec("reopenDocument", "Open again", ("Shift+D",), "Document", "todo"),
    ActionSpec("documentMemo", "Memo on the document…", ("Shift+M",), "Document", "memo"),
    ActionSpec(
        "switchRegion",
        "Leave this region out, or take it in",
        ("R",),
        "Document",
        "region",
        hint="For the greyed region at the caret",
    ),
    ActionSpec("zoomIn", "Larger text", ("Ctrl++", "Ctrl+="), "View", "zoom_in"),
    ActionSpec("zoomOut", "Smaller text", ("Ctrl+-",), "View", "zoom_out"),
    ActionSpec("zoomReset", "Usual size", ("Ctrl+0",), "View", ""),
    ActionSpec("wordWrap", "Wrap lines", ("Alt+Z",), "View", "", True, True),
    ActionSpec("reflow", "Show hard-wrapped text reflowed", ("Alt+R",), "View", "", False, True),
    ActionSpec("lineNumbers", "Line numbers instead of paragraphs", ("Alt+L",), "View", "", False, True),
    ActionSpec("allFacets", "All facets", ("Alt+0",), "View/Offer only", "filter"),
    *(ActionSpec(f"facet{n}", f"Facet {n}", (f"Alt+{n}",), "View/Offer only") for n in range(1, 7)),
    ActionSpec("focusText", "Text", ("Ctrl+1",), "View/Go to"),
    ActionSpec("focusSuggestions", "Suggestions", ("Ctrl+2",), "View/Go to"),
    ActionSpec("focusCodings", "Codings", ("Ctrl+3",), "View/Go to"),
    ActionSpec("focusDetails", "Current", ("Ctrl+4",), "View/Go to"),
    ActionSpec("focusDocuments", "Documents", ("Ctrl+5",), "View/Go to"),
    ActionSpec("focusCodebook", "Codebook", ("Ctrl+6",), "View/Go to"),
    ActionSpec("largerWindow", "Larger words in lists and menus", ("Alt++", "Alt+="), "View", "", True),
    ActionSpec("smallerWindow", "Smaller words in lists and menus", ("Alt+-",), "View"),
    ActionSpec("darkTheme", "Switch light and dark", ("Ctrl+Shift+L",), "View", "theme", True),
    ActionSpec("chooseFont", "Font…", ("Alt+T",), "View", "settings"),
    ActionSpec("commandPalette", "Find a command or code…", ("Ctrl+K",), "Help", "palette"),
    ActionSpec("cheatSheet", "Keys", ("F1",), "Help", "help"),
    ActionSpec("changeKeys", "Change keys…", ("Shift+F1",), "Help", "keyboard"),
)
MENUS = ("Project", "Edit", "Code", "Document", "View", "Help")
