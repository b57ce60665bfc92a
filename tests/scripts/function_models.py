"""Check a server configuration with pydantic models."""

from pydantic import BaseModel, Field, field_validator


class Server(BaseModel):
    host: str = Field("localhost", description="Where it listens")
    port: int = Field(8080, ge=1, le=65535)


class Config(BaseModel):
    name: str = Field(..., min_length=2, description="A short name")
    server: Server = Server()
    tags: list[str] = []
    debug: bool = False

    @field_validator("name")
    @classmethod
    def no_spaces(cls, value: str) -> str:
        if " " in value:
            raise ValueError("may hold no space")
        return value


def check(config: Config, workers: int = 2) -> dict:
    """Show the configuration as it will be used."""
    return {"workers": workers, **config.model_dump()}
