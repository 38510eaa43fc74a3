"""Settings: bounded, named when wrong, masked when secret, told where they came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings, SettingsError, list_settings, load_settings


def test_defaults_need_nothing_from_outside() -> None:
    settings = load_settings({})
    assert settings.home == Path(".dateline")
    assert settings.model is None
    assert settings.openai_api_key is None
    assert settings.host == "127.0.0.1"


def test_values_come_from_the_given_environment_and_from_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PORT", "1111")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    assert load_settings().port == 1111
    given = load_settings({"DATELINE_PORT": "2222", "DATELINE_MODEL": "m"})
    assert (given.port, given.model, given.openai_base_url) == (2222, "m", None)
    assert load_settings({}).port == 7860


@pytest.mark.parametrize("name", ["OPENAI_BASE_URL", "OPENAI_API_BASE"])
def test_the_names_that_every_client_reads_are_read(name: str) -> None:
    settings = load_settings({name: "http://127.0.0.1:9/v1", "OPENAI_API_KEY": "sk-1"})
    assert settings.openai_base_url == "http://127.0.0.1:9/v1"
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == "sk-1"


def test_an_empty_variable_is_as_good_as_none() -> None:
    settings = load_settings({"OPENAI_API_KEY": "", "DATELINE_MODEL": "", "DATELINE_PORT": ""})
    assert (settings.openai_api_key, settings.model, settings.port) == (None, None, 7860)


def test_unknown_settings_are_refused_by_name() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({"DATELINE_MODLE": "x", "DATELINE_PROT": "1", "PATH": "/bin"})
    assert "DATELINE_MODLE" in str(caught.value)
    assert "DATELINE_PROT" in str(caught.value)
    assert "PATH" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATELINE_PORT", "65536"),
        ("DATELINE_PORT", "http"),
        ("DATELINE_KEEP", "0"),
        ("DATELINE_CHUNK_SIZE", "100"),
        ("DATELINE_EMBEDDING", "word2vec"),
        ("DATELINE_EMBEDDING", "openai:"),
        ("DATELINE_MODEL_DEADLINE_S", "0"),
        ("DATELINE_MODEL_DEADLINE_S", "nan"),
        ("OPENAI_BASE_URL", "ftp://example.org"),
        ("OPENAI_API_BASE", "example.org/v1"),
    ],
)
def test_a_value_out_of_bounds_is_named_with_the_way_out(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({name: value})
    assert name in str(caught.value)
    assert value in str(caught.value)
    assert "unset it" in str(caught.value)


def test_an_overlap_as_large_as_the_passage_is_refused_with_both_values() -> None:
    with pytest.raises(SettingsError, match=r"400.*300"):
        load_settings({"DATELINE_CHUNK_SIZE": "300", "DATELINE_CHUNK_OVERLAP": "400"})


def test_the_list_masks_the_key_and_tells_where_each_value_came_from() -> None:
    environ = {"OPENAI_API_KEY": "sk-very-secret", "OPENAI_API_BASE": "http://127.0.0.1:9/v1", "DATELINE_KEEP": "3"}
    shown = {one.name: one for one in list_settings(load_settings(environ), environ)}
    assert len(shown) == len(Settings.model_fields)
    assert "secret" not in "".join(one.value for one in shown.values())
    assert (shown["OPENAI_API_KEY"].value, shown["OPENAI_API_KEY"].source) == ("********", "OPENAI_API_KEY")
    assert (shown["OPENAI_BASE_URL"].value, shown["OPENAI_BASE_URL"].source) == (
        "http://127.0.0.1:9/v1",
        "OPENAI_API_BASE",
    )
    assert (shown["DATELINE_KEEP"].value, shown["DATELINE_KEEP"].source) == ("3", "DATELINE_KEEP")
    assert shown["DATELINE_PORT"].source == "default"
    assert all(one.meaning for one in shown.values())


def test_a_key_in_a_wrong_setting_is_not_printed() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({"OPENAI_API_KEY": "sk-very-secret", "DATELINE_PORT": "x"})
    assert "secret" not in str(caught.value)
    assert "secret" not in repr(load_settings({"OPENAI_API_KEY": "sk-very-secret"}))


def test_a_password_in_the_address_is_masked() -> None:
    environ = {"OPENAI_BASE_URL": "https://user:pass-word@example.org/v1"}
    shown = {one.name: one.value for one in list_settings(load_settings(environ), environ)}
    assert "pass-word" not in shown["OPENAI_BASE_URL"]
    assert "example.org/v1" in shown["OPENAI_BASE_URL"]


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings({}).port = 1  # type: ignore[misc]
