"""What makes a picture wrong is seen: cut, noise, emptiness, another size, half a file."""

from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageDraw, ImageFile
from PIL.PngImagePlugin import PngInfo

from demo.document_pictures import HALF_DESK, SHOTS, TOPS, Top
from demo.draw_documents import cut_top
from demo.draw_phone import PAPER, beside
from demo.eye import WrongPicture
from demo.faults import CHUNK, Told, faults_of, told_by

SIZE = (80, 120)
GROUND, INK = (16, 22, 29), (242, 245, 248)
TITLE, LINE = (8, 4, 48, 16), (8, 40, 72, 52)
TOLD = Told(GROUND, (TITLE, LINE), (TITLE, LINE))


def sound() -> Image.Image:
    """Draw what TOLD says: two lines of words on the ground."""
    picture = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in TOLD.words:
        pen.line((left + 2, top + 2, right - 3, bottom - 3), INK)
    return picture


def kept(picture: Image.Image, path: Path, told: Told | None = TOLD) -> Path:
    """Write a picture with what its widgets say."""
    notes = PngInfo()
    if told is not None:
        notes.add_text(CHUNK, told.as_text())
    picture.save(path, "PNG", pnginfo=notes)
    return path


def noise(wide: int, high: int) -> Image.Image:
    """Return what lies in memory that nobody wrote to."""
    return Image.frombytes("RGB", (wide, high), Random(7).randbytes(wide * high * 3))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test's picture goes."""
    return tmp_path / "picture.png"


def test_a_sound_picture_has_no_fault(path: Path) -> None:
    assert faults_of(kept(sound(), path), SIZE, has_widgets=True) == []


def test_a_picture_cut_above_lacks_its_title(path: Path) -> None:
    picture = sound()
    picture.paste(GROUND, (0, 0, SIZE[0], 20))
    [fault] = faults_of(kept(picture, path), SIZE, has_widgets=True)
    assert fault.startswith("1 of 2 texts are not there")


def test_a_picture_that_slipped_is_not_where_its_widgets_are(path: Path) -> None:
    picture = Image.new("RGB", SIZE, GROUND)
    picture.paste(sound(), (0, 20))
    found = faults_of(kept(picture, path), SIZE, has_widgets=True)
    assert any("outside every widget" in fault for fault in found)


@pytest.mark.parametrize("box", [(0, 0, 80, 3), (77, 0, 80, 120)], ids=["above", "beside"])
def test_noise_at_an_edge_is_seen_with_and_without_widgets(
    path: Path, box: tuple[int, int, int, int]
) -> None:
    picture = sound()
    picture.paste(noise(box[2] - box[0], box[3] - box[1]), box)
    found = faults_of(kept(picture, path), SIZE, has_widgets=True)
    assert any("outside every widget" in fault for fault in found)
    [fault] = faults_of(kept(picture, path, None), SIZE)
    assert fault.endswith("full of colours")


def test_one_stray_pixel_outside_every_widget_is_seen(path: Path) -> None:
    picture = sound()
    picture.putpixel((40, 100), (16, 22, 60))
    [fault] = faults_of(kept(picture, path), SIZE, has_widgets=True)
    assert fault == "1 pixels stand outside every widget, within (40, 100, 41, 101)"


def test_a_picture_that_says_nothing_of_its_widgets_is_refused_where_they_are_asked_for(
    path: Path,
) -> None:
    kept(sound(), path, None)
    assert faults_of(path, SIZE, has_widgets=True) == ["it does not say what its widgets draw"]
    assert faults_of(path, SIZE) == []


def test_another_size_than_asked_for_is_seen(path: Path) -> None:
    assert "(80, 120), and (80, 128)" in faults_of(kept(sound(), path), (80, 128))[0]


def test_an_empty_and_a_clear_picture_are_seen(path: Path) -> None:
    assert faults_of(kept(Image.new("RGB", SIZE), path, None), SIZE) == ["it is empty"]
    clear = sound().convert("RGBA")
    clear.putpixel((40, 100), (16, 22, 29, 254))
    assert faults_of(kept(clear, path), SIZE) == ["one can see through it"]


@pytest.mark.parametrize("takes_halves", [False, True])
def test_half_a_file_is_not_a_picture(
    path: Path, takes_halves: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever another library of the process has told Pillow."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", takes_halves)
    whole = kept(noise(*SIZE), path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert faults_of(path, SIZE)[0].startswith("it cannot be read")


def test_a_sheet_tells_of_its_screens_in_their_places(path: Path) -> None:
    told = beside(Told(PAPER, (), ()), TOLD, (12, 12, 40, 60))
    paper = Image.new("RGB", (64, 84), PAPER)
    paper.paste(sound().reduce(2), (12, 12))
    assert faults_of(kept(paper, path, told), paper.size, has_widgets=True) == []
    with Image.open(path) as written:
        assert told_by(written) == told
    paper.putpixel((30, 60), INK)
    assert len(faults_of(kept(paper, path, told), paper.size, has_widgets=True)) == 1


def test_a_page_smaller_than_its_picture_is_refused(tmp_path: Path) -> None:
    page = kept(sound(), tmp_path / "page.png")
    cut_top(page, Top("page", (80, 60)), tmp_path / "top.png")
    with Image.open(tmp_path / "top.png") as top:
        assert top.size == (80, 60)
        assert faults_of(tmp_path / "top.png", (80, 60)) == []
    cut_top(page, Top("page", (40, 60)), tmp_path / "small.png")
    with Image.open(tmp_path / "small.png") as small:
        assert small.size == (40, 60)
    for size in ((80, 121), (81, 60)):
        with pytest.raises(WrongPicture, match=r"page\.png is"):
            cut_top(page, Top("page", size), tmp_path / "top.png")


def test_a_phone_is_drawn_twice_as_fine_and_a_page_as_wide_as_it_is() -> None:
    assert SHOTS["places"].size == (784, 1688)
    assert TOPS["area"].size == HALF_DESK
